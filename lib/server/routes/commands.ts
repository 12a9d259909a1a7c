import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor, Authorized } from "@/lib/domain/access/permissions";
import type { CreateRouteInput, PlaceRouteInput } from "@/lib/domain/routes/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";

import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { routeScope } from "./queries";

type Admin = Authorized<"settings:write">;
type Refusal = { readonly code: "route.not_found" | "route.account_missing" | "route.other_channel" | "route.branch_missing" | "route.exists" | "route.changed" };

const CONDITIONS_SELECT = { channel: true, purpose: true, country: true, prefix: true, branchPath: true } satisfies Prisma.RouteSelect;
const TRAIL_SELECT = { ...CONDITIONS_SELECT, rank: true, weight: true, providerAccountId: true, account: { select: { key: true } } } satisfies Prisma.RouteSelect;

/** Routes to one account are changed one after another, so that two people do not add the same one at once. */
async function lockAccount(tx: Tx, accountId: string): Promise<{ key: string; channel: string } | undefined> {
  const [account] = await tx.$queryRaw<{ key: string; channel: string }[]>`SELECT key, channel FROM provider_account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  return account;
}

/** Adds a route; messages that are claimed from now on follow it. */
export function createRoute(actor: Admin, { branchId, accountId, ...input }: CreateRouteInput): Promise<Result<{ id: string }, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (!account) return fail({ code: "route.account_missing" as const });
    if (account.channel !== input.channel) return fail({ code: "route.other_channel" as const });
    const branch = branchId === null ? null : await tx.branch.findFirst({ where: { id: branchId, closedAt: null, path: { startsWith: actor.branchPath } }, select: { path: true } });
    if (branchId !== null && !branch) return fail({ code: "route.branch_missing" as const });
    const { rank, weight, ...about } = { ...input, branchPath: branch?.path ?? null };
    if (await tx.route.findFirst({ where: { ...about, providerAccountId: accountId, disabledAt: null }, select: { id: true } })) return fail({ code: "route.exists" as const });
    const { id } = await tx.route.create({ data: { ...about, rank, weight, providerAccountId: accountId, createdBy: actor.name }, select: { id: true } });
    await recordAudit(tx, actor, { action: "route.created", subjectType: "route", subjectId: id, detail: { ...about, rank, weight, account: account.key } });
    return ok({ id });
  });
}

/** Gives a route another place among those for the same messages, and another part of them. */
export function placeRoute(actor: Admin, { routeId, rank, weight, seen }: PlaceRouteInput): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const route = await findRoute(tx, actor, { id: routeId });
    if (!route) return fail({ code: "route.not_found" as const });
    const { count } = await tx.route.updateMany({ where: { id: routeId, ...seen }, data: { rank, weight } });
    if (count === 0) return fail({ code: "route.changed" as const });
    await recordAudit(tx, actor, { action: "route.changed", subjectType: "route", subjectId: routeId, detail: { account: route.account.key, before: seen, after: { rank, weight } } });
    return ok(null);
  });
}

/** Takes a route out of use, or back into use. */
export function setRouteDisabled(actor: Admin, routeId: string, disabled: boolean): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const where = { id: routeId, disabledAt: disabled ? null : { not: null } };
    const route = await findRoute(tx, actor, where);
    if (!route) return fail({ code: "route.not_found" as const });
    if (!disabled) {
      await lockAccount(tx, route.providerAccountId);
      const { channel, purpose, country, prefix, branchPath, providerAccountId } = route;
      if (await tx.route.findFirst({ where: { channel, purpose, country, prefix, branchPath, providerAccountId, disabledAt: null }, select: { id: true } })) return fail({ code: "route.exists" as const });
    }
    const { count } = await tx.route.updateMany({ where, data: { disabledAt: disabled ? now() : null } });
    if (count === 0) return fail({ code: "route.not_found" as const });
    await recordAudit(tx, actor, { action: "route.changed", subjectType: "route", subjectId: routeId, detail: { account: route.account.key, disabled } });
    return ok(null);
  });
}

/** Deletes a route that is out of use; the trail keeps what it was. */
export function removeRoute(actor: Admin, routeId: string): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const where = { id: routeId, disabledAt: { not: null } };
    const route = await findRoute(tx, actor, where);
    if (!route) return fail({ code: "route.not_found" as const });
    const { count } = await tx.route.deleteMany({ where });
    if (count === 0) return fail({ code: "route.not_found" as const });
    const { account, providerAccountId, ...was } = route;
    await recordAudit(tx, actor, { action: "route.removed", subjectType: "route", subjectId: routeId, detail: { ...was, accountId: providerAccountId, account: account.key } });
    return ok(null);
  });
}

function findRoute(tx: Tx, actor: Pick<Actor, "branchPath">, where: Prisma.RouteWhereInput) {
  return tx.route.findFirst({ where: { ...where, ...routeScope(actor) }, select: TRAIL_SELECT });
}
