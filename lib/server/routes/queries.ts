import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor, Authorized } from "@/lib/domain/access/permissions";
import { narrowerFirst } from "@/lib/domain/carrier/route";
import { routeNotes, type NotedRoute, type RouteNote } from "@/lib/domain/routes/notes";
import { now } from "../clock";
import { db } from "../db/client";

const SELECT = {
  id: true, channel: true, purpose: true, country: true, prefix: true, branchPath: true, rank: true, weight: true, disabledAt: true, createdBy: true,
  account: { select: { id: true, name: true, disabledAt: true, contractEndsAt: true, takesOffers: true } },
} satisfies Prisma.RouteSelect;

/** Routes that an administrator sees and changes: those for the whole bank, and those of their own part of it. */
export function routeScope({ branchPath }: Pick<Actor, "branchPath">) {
  return { OR: [{ branchPath: null }, { branchPath: { startsWith: branchPath } }] };
}

/** A route, with what to know of it beside the others. */
export type RouteView = Pick<NotedRoute, "id" | "channel" | "purpose" | "country" | "prefix" | "branchPath" | "rank" | "weight"> & { readonly account: string; readonly disabled: boolean; readonly notes: readonly RouteNote[] };

/** Routes by channel, those that are in use first, in the order in which they are tried. */
export async function listRoutes(actor: Authorized<"settings:read">): Promise<readonly RouteView[]> {
  const at = now();
  const rows = await db().route.findMany({ where: routeScope(actor), orderBy: [{ channel: "asc" }, { createdAt: "asc" }], select: SELECT });
  const paths = [...new Set(rows.flatMap((row) => row.branchPath ?? []))];
  const open = new Set((await db().branch.findMany({ where: { path: { in: paths }, closedAt: null }, select: { path: true } })).map(({ path }) => path));
  const ordered = [...rows].sort((a, b) => Number(a.disabledAt !== null) - Number(b.disabledAt !== null) || (a.channel === b.channel ? narrowerFirst(a, b) : 0));
  const notes = routeNotes(ordered.filter((row) => row.disabledAt === null).map(({ account, ...row }) => ({
    ...row, accountId: account.id, accountIs: stateOf(account, at), takesOffers: account.takesOffers, branchGone: row.branchPath !== null && !open.has(row.branchPath),
  })));
  return ordered.map(({ account, disabledAt, id, channel, purpose, country, prefix, branchPath, rank, weight }) => ({
    id, channel, purpose, country, prefix, branchPath, rank, weight, account: account.name, disabled: disabledAt !== null, notes: notes.get(id) ?? [],
  }));
}

function stateOf({ disabledAt, contractEndsAt }: { readonly disabledAt: Date | null; readonly contractEndsAt: Date | null }, at: Date): NotedRoute["accountIs"] {
  if (disabledAt !== null) return "off";
  return contractEndsAt !== null && contractEndsAt <= at ? "ended" : null;
}

/** Accounts that a route may name. */
export async function listRouteAccounts(actor: Authorized<"settings:read">) {
  void actor;
  return db().providerAccount.findMany({ orderBy: [{ priority: "asc" }, { key: "asc" }], select: { id: true, name: true, channel: true } });
}
