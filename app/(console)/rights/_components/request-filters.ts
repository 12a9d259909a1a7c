import type { Route } from "next";
import { REQUEST_KINDS, REQUEST_STATES } from "@/lib/domain/rights/request";
import { isUuid } from "@/lib/domain/shared/uuid";
import type { RequestFilters } from "@/lib/server/rights/queries";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

export const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;

/** What of the address is understood; without a state, what waits is shown. */
export function readRequestFilters(search: Search): RequestFilters {
  const [said, kind, branch, customer] = [search.state, search.kind, search.branch, search.customer].map(one);
  const state = said === "all" ? undefined : (REQUEST_STATES.find((known) => known === said) ?? (isUuid(customer) ? undefined : "open"));
  const known = REQUEST_KINDS.find((one) => one === kind);
  return {
    ...(state && { state }), ...(known && { kind: known }), ...(one(search.overdue) && { overdue: true }),
    ...(branch && /^[\w-]{1,20}$/.test(branch) && { branch }), ...(isUuid(customer) && { customerId: customer }),
  };
}

/** The address of a page of the list. */
export function requestsHref({ state, kind, overdue, branch, customerId }: RequestFilters, after?: string): Route {
  const query = new URLSearchParams({
    ...(state === "open" ? {} : { state: state ?? "all" }), ...(kind && { kind }), ...(overdue && { overdue: "1" }), ...(branch && { branch }), ...(customerId && { customer: customerId }), ...(after && { after }),
  });
  return (query.size === 0 ? "/rights" : `/rights?${query}`) as Route;
}

/** Whether the list shows less than what waits. */
export function isNarrowed(filters: RequestFilters): boolean {
  return filters.state !== "open" || filters.kind !== undefined || filters.overdue === true || filters.branch !== undefined || filters.customerId !== undefined;
}
