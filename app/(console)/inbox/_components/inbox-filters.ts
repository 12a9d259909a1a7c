import type { Route } from "next";
import { REPLY_CLASSES } from "@/lib/domain/reply/keywords";
import { isUuid } from "@/lib/domain/shared/uuid";
import type { InboundFilters } from "@/lib/server/inbound/queries";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a part of the address, or nothing. */
export const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;

/** What the address asks for; what it asks wrongly counts as not asked. */
export function readFilters(search: Search): InboundFilters {
  const replyClass = REPLY_CLASSES.find((known) => known === one(search.class));
  const [campaign, customer] = [one(search.campaign), one(search.customer)];
  return {
    ...(replyClass && { replyClass }),
    ...(one(search.open) && { open: true }),
    ...(one(search.mine) && { mine: true }),
    ...(one(search.flagged) && { flagged: true }),
    ...(one(search.overdue) && { overdue: true }),
    ...(isUuid(campaign) && { campaignId: campaign }),
    ...(isUuid(customer) && { customerId: customer }),
  };
}

/** The list's address for these filters, from the row `before` on. */
export function hrefOf({ replyClass, open, mine, flagged, overdue, campaignId, customerId }: InboundFilters, before?: string): Route {
  const query = new URLSearchParams({
    ...(replyClass && { class: replyClass }),
    ...(open && { open: "1" }),
    ...(mine && { mine: "1" }),
    ...(flagged && { flagged: "1" }),
    ...(overdue && { overdue: "1" }),
    ...(campaignId && { campaign: campaignId }),
    ...(customerId && { customer: customerId }),
    ...(before && { before }),
  });
  return (query.size === 0 ? "/inbox" : `/inbox?${query}`) as Route;
}
