import { parseDate } from "@internationalized/date";
import type { Route } from "next";
import { isMessageReason } from "@/lib/domain/message/reasons";
import { MESSAGE_BUCKETS, MESSAGE_STATES } from "@/lib/domain/message/states";
import { isUuid } from "@/lib/domain/shared/uuid";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import type { MessageFilters } from "@/lib/server/messages/queries";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The filters as they stand in the address. */
export type MessageSearch = {
  readonly stand?: string;
  readonly purpose?: string;
  readonly campaign?: string;
  readonly customer?: string;
  readonly reason?: string;
  /** Code of a branch; what lies under it is meant too. */
  readonly branch?: string;
  readonly from?: string;
  readonly to?: string;
};

export const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;

function day(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** What of the address is understood; the rest is left out. */
export function readMessageSearch(search: Search): MessageSearch {
  const [stand, purpose, campaign, customer, reason] = [search.stand, search.purpose, search.campaign, search.customer, search.reason].map(one);
  const [from, to] = [day(one(search.from)), day(one(search.to))];
  const branch = one(search.branch);
  const stands: readonly string[] = [...MESSAGE_BUCKETS, ...MESSAGE_STATES];
  return {
    ...(stand && stands.includes(stand) && { stand }),
    ...(purpose && PURPOSES.some((known) => known === purpose) && { purpose }),
    ...(isUuid(campaign) && { campaign }),
    ...(isUuid(customer) && { customer }),
    ...(reason && isMessageReason(reason) && { reason }),
    ...(branch && /^[\w-]{1,20}$/.test(branch) && { branch }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** The filters as the query wants them; days are days of the bank, the last one included. */
export function toMessageFilters({ stand, purpose, campaign, customer, reason, branch, from, to }: MessageSearch, timeZone: string): MessageFilters {
  const bucket = MESSAGE_BUCKETS.find((known) => known === stand);
  const state = bucket === undefined ? MESSAGE_STATES.find((known) => known === stand) : undefined;
  return {
    ...(bucket && { bucket }),
    ...(state && { state }),
    ...(purpose && { purpose }),
    ...(campaign && { campaignId: campaign }),
    ...(customer && { customerId: customer }),
    ...(reason && { reason }),
    ...(branch && { branch }),
    ...(from && { from: parseDate(from).toDate(timeZone) }),
    ...(to && { to: parseDate(to).add({ days: 1 }).toDate(timeZone) }),
  };
}

/** The address of a page of the list. */
export function messagesHref(search: MessageSearch, before?: string): Route {
  const query = new URLSearchParams({ ...search, ...(before && { before }) });
  return (query.size === 0 ? "/messages" : `/messages?${query}`) as Route;
}
