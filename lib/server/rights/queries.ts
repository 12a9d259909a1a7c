import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ReceivedBy, RequestKind, RequestState } from "@/lib/domain/rights/request";
import { now } from "../clock";
import { db } from "../db/client";
import { maskNameOf } from "../messages/masks";

export type RequestFilters = {
  readonly state?: RequestState;
  readonly kind?: RequestKind;
  readonly overdue?: boolean;
  /** Code of a branch; what lies under it is meant too. */
  readonly branch?: string;
  readonly customerId?: string;
};

export const REQUESTS_A_PAGE = 50;

const SELECT = {
  id: true, customerId: true, kind: true, receivedBy: true, evidence: true, receivedAt: true, dueAt: true, state: true, outcome: true, openedById: true, openedBy: true, closedBy: true, closedAt: true,
  customer: { select: { number: true, nameCipher: true, erasedAt: true, branch: { select: { name: true, nameEn: true } } } },
} satisfies Prisma.PersonRequestSelect;

function toRow({ customer: { nameCipher, ...customer }, kind, state, receivedBy, ...row }: Prisma.PersonRequestGetPayload<{ select: typeof SELECT }>) {
  return {
    ...row, kind: kind as RequestKind, state: state as RequestState, receivedBy: receivedBy as ReceivedBy, customer: { ...customer, nameMasked: customer.erasedAt ? null : maskNameOf(nameCipher) },
  };
}

export type RequestRow = ReturnType<typeof toRow>;

/** The last row of a page as the next one's address names it: due dates repeat, ids do not. */
const cursorOf = (row: { readonly dueAt: Date; readonly id: string }) => `${row.dueAt.getTime()}_${row.id}`;

function afterCursor(cursor: string | undefined): Prisma.PersonRequestWhereInput {
  const parts = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor ?? "");
  if (!parts) return {};
  const dueAt = new Date(Number(parts[1]));
  return { OR: [{ dueAt: { gt: dueAt } }, { dueAt, id: { gt: parts[2] ?? "" } }] };
}

function whereOf(actor: { readonly branchPath: string }, filters: RequestFilters): Prisma.PersonRequestWhereInput {
  return {
    branchPath: { startsWith: actor.branchPath },
    ...(filters.state ? { state: filters.state } : {}), ...(filters.kind ? { kind: filters.kind } : {}), ...(filters.customerId ? { customerId: filters.customerId } : {}),
    AND: [
      filters.branch ? { branchPath: { contains: `${filters.branch}/` } } : {},
      filters.overdue ? { state: "open", dueAt: { lt: now() } } : {},
    ],
  };
}

/** Requests of the actor's subtree, the earliest due first, by keyset. */
export async function listRequests(actor: Authorized<"rights:write">, filters: RequestFilters, after?: string, take = REQUESTS_A_PAGE) {
  const rows = await db().personRequest.findMany({
    where: { AND: [whereOf(actor, filters), afterCursor(after)] }, select: SELECT, orderBy: [{ dueAt: "asc" }, { id: "asc" }], take: take + 1,
  });
  const page = rows.slice(0, take);
  const last = page.at(-1);
  return { rows: page.map(toRow), next: rows.length > take && last ? cursorOf(last) : null };
}

/** One request of the actor's subtree; null where there is none. */
export async function getRequest(actor: Authorized<"rights:write">, id: string): Promise<RequestRow | null> {
  const row = await db().personRequest.findFirst({ where: { id, branchPath: { startsWith: actor.branchPath } }, select: SELECT });
  return row && toRow(row);
}

/** How many requests of the actor's subtree wait, and how many of them are late. */
export async function countOpenRequests(actor: Authorized<"rights:write">): Promise<{ readonly open: number; readonly overdue: number }> {
  const [open, overdue] = await Promise.all([db().personRequest.count({ where: whereOf(actor, { state: "open" }) }), db().personRequest.count({ where: whereOf(actor, { overdue: true }) })]);
  return { open, overdue };
}

/** Branches of the actor's subtree, for the filter of the list. */
export function requestBranches(actor: Authorized<"rights:write">) {
  return db().branch.findMany({ where: { path: { startsWith: actor.branchPath } }, orderBy: { path: "asc" }, select: { code: true, name: true, nameEn: true } });
}
