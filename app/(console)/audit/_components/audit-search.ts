import { parseDate } from "@internationalized/date";
import type { Route } from "next";
import { AUDIT_ACTIONS } from "@/lib/domain/audit/actions";
import type { AuditFilters } from "@/lib/server/audit/queries";

export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The filters as they stand in the address. */
export type AuditSearch = {
  readonly action?: string;
  readonly actor?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly from?: string;
  readonly to?: string;
};

/** What entries are about. */
export const SUBJECT_TYPES = [
  "template", "template_version", "review", "campaign", "message", "inbound", "customer", "import", "audience_list", "person", "login", "permission", "branch",
  "signature", "link", "contact", "provider", "rule", "setting", "apikey",
] as const;

/** Groups of actions: what stands before the first dot, in the order of the actions. */
export const ACTION_GROUPS = [...new Set(AUDIT_ACTIONS.map((action) => action.slice(0, action.indexOf("."))))];

export const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() || undefined;

function day(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** What of the address is understood; the rest is left out. */
export function readAuditSearch(search: Search): AuditSearch {
  const [action, actor, subject, id] = [search.action, search.actor, search.subject, search.id].map((value) => one(value)?.slice(0, 100));
  const [from, to] = [day(one(search.from)), day(one(search.to))];
  const isAction = AUDIT_ACTIONS.some((known) => known === action) || ACTION_GROUPS.some((group) => `${group}.` === action);
  return {
    ...(action && isAction && { action }),
    ...(actor && { actor }),
    ...(subject && SUBJECT_TYPES.some((known) => known === subject) && { subject }),
    ...(id && { id }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** The filters as the query wants them; days are days of the bank, the last one included. */
export function toAuditFilters({ action, actor, subject, id, from, to }: AuditSearch, timeZone: string): AuditFilters {
  return {
    ...(action && { action }),
    ...(actor && { actor }),
    ...(subject && { subjectType: subject }),
    ...(id && { subjectId: id }),
    ...(from && { from: parseDate(from).toDate(timeZone) }),
    ...(to && { to: parseDate(to).add({ days: 1 }).toDate(timeZone) }),
  };
}

/** The address of a page of the trail. */
export function auditHref(search: AuditSearch, before?: string): Route {
  const query = new URLSearchParams({ ...search, ...(before && { before }) });
  return (query.size === 0 ? "/audit" : `/audit?${query}`) as Route;
}
