import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { Prisma } from "@/prisma/generated/client";
import { db } from "../db/client";

/** Days are calendar days of the bank's zone, YYYY-MM-DD, both included. */
export type DashboardScope = {
  readonly from: string;
  readonly to: string;
  /** Code of a branch in the actor's subtree; its own subtree is counted. */
  readonly branch?: string;
  readonly purpose?: Purpose;
};

export type TallySlice = {
  readonly key: string; readonly state: string; readonly reason: string;
  readonly count: number; readonly billingSegments: number; readonly costMicros: bigint;
};

type RawSlice = { key: string; state: string; reason: string; count: bigint; billing: bigint; cost: bigint };

const toSlice = (row: RawSlice): TallySlice => ({
  key: row.key, state: row.state, reason: row.reason, count: Number(row.count), billingSegments: Number(row.billing), costMicros: row.cost,
});

function within(actor: { readonly branchPath: string }, scope: DashboardScope): Prisma.Sql {
  const conditions = [
    Prisma.sql`t.day BETWEEN ${scope.from}::date AND ${scope.to}::date`,
    Prisma.sql`starts_with(b.path, ${actor.branchPath})`,
  ];
  if (scope.branch) conditions.push(Prisma.sql`b.path LIKE (SELECT path || '%' FROM branch WHERE code = ${scope.branch})`);
  return Prisma.join(conditions, " AND ");
}

function purposeIs(scope: DashboardScope): Prisma.Sql {
  return scope.purpose ? Prisma.sql`AND t.purpose = ${scope.purpose}` : Prisma.empty;
}

async function slices(actor: { readonly branchPath: string }, scope: DashboardScope, key: Prisma.Sql): Promise<TallySlice[]> {
  const rows = await db().$queryRaw<RawSlice[]>`
    SELECT ${key} AS key, t.state, t.reason, sum(t.count)::bigint AS count, sum(t.billing_segments)::bigint AS billing, sum(t.cost_micros)::bigint AS cost
    FROM daily_tally t JOIN branch b ON b.id = t.branch_id
    WHERE ${within(actor, scope)} ${purposeIs(scope)}
    GROUP BY 1, 2, 3 HAVING sum(t.count) <> 0 ORDER BY 1, 2, 3`;
  return rows.map(toSlice);
}

/** Counts by day, state and reason, from the roll-ups only: as quick with ten million messages as with ten. */
export function tallyByDay(actor: Authorized<"dashboard:read">, scope: DashboardScope): Promise<TallySlice[]> {
  return slices(actor, scope, Prisma.sql`to_char(t.day, 'YYYY-MM-DD')`);
}

/** Counts by branch code, state and reason. */
export function tallyByBranch(actor: Authorized<"dashboard:read">, scope: DashboardScope): Promise<TallySlice[]> {
  return slices(actor, scope, Prisma.sql`b.code`);
}

/** Counts by purpose, state and reason. */
export function tallyByPurpose(actor: Authorized<"dashboard:read">, scope: DashboardScope): Promise<TallySlice[]> {
  return slices(actor, scope, Prisma.sql`t.purpose`);
}

/** What customers answered, by purpose of the message they answered and class of the answer. */
export async function repliesByClass(actor: Authorized<"dashboard:read">, scope: DashboardScope) {
  const rows = await db().$queryRaw<{ purpose: string; replyClass: string; count: bigint }[]>`
    SELECT t.purpose, t.reply_class AS "replyClass", sum(t.count)::bigint AS count
    FROM daily_reply t JOIN branch b ON b.id = t.branch_id
    WHERE ${within(actor, scope)} ${purposeIs(scope)}
    GROUP BY 1, 2 ORDER BY 1, 2`;
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** How long receipts took, by account and bucket (upper bound in seconds), slowest first. */
export async function receiptDelays(actor: Authorized<"dashboard:read">, scope: DashboardScope) {
  const rows = await db().$queryRaw<{ account: string; bucketSeconds: number; count: bigint }[]>`
    SELECT a.name AS account, t.bucket_seconds AS "bucketSeconds", sum(t.count)::bigint AS count
    FROM daily_receipt_delay t JOIN branch b ON b.id = t.branch_id JOIN provider_account a ON a.id = t.provider_account_id
    WHERE ${within(actor, scope)}
    GROUP BY 1, 2 ORDER BY 1, 2 DESC`;
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Calls placed in the period, counted from the log of attempts: the promise is that only wished-for calls are in it. */
export async function callsMade(actor: Authorized<"dashboard:read">, scope: DashboardScope): Promise<number> {
  const rows = await db().$queryRaw<{ count: bigint | null }[]>`
    SELECT sum(t.count)::bigint AS count FROM daily_tally t JOIN branch b ON b.id = t.branch_id
    WHERE ${within(actor, scope)} AND t.channel = 'voice' AND t.state NOT IN ('withheld', 'deferred', 'queued')`;
  return Number(rows[0]?.count ?? 0n);
}

/** The date from which the newest price in force on `to` counts, to be printed beside every cost (domain.md §8). */
export async function priceDate(to: string): Promise<Date | null> {
  const row = await db().price.findFirst({
    where: { effectiveFrom: { lte: new Date(`${to}T23:59:59Z`) } }, orderBy: { effectiveFrom: "desc" }, select: { effectiveFrom: true },
  });
  return row?.effectiveFrom ?? null;
}

/** Branches of the actor's subtree for the filter, in tree order. */
export function branchesInScope(actor: Authorized<"dashboard:read">) {
  return db().branch.findMany({
    where: { path: { startsWith: actor.branchPath } }, orderBy: { path: "asc" }, select: { code: true, name: true, nameEn: true, kind: true, path: true },
  });
}
