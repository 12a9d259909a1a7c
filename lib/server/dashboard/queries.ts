import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { Prisma } from "@/prisma/generated/client";
import { db } from "../db/client";
import { branchesOfPeriod, delaysOfPeriod, repliesOfPeriod, talliesOfPeriod, type DashboardScope } from "./period-rows";

type Viewer = Authorized<"dashboard:read">;
type Count = { count: bigint };

/** Messages of one state that have the same day, purpose, reason or branch. */
export type TallySlice = { readonly key: string; readonly state: string; readonly count: number; readonly costMicros: bigint };

export type Tallies = {
  readonly byDay: readonly TallySlice[]; readonly byPurpose: readonly TallySlice[]; readonly byReason: readonly TallySlice[];
  /** Calls that were placed, whatever the purpose asked for. */
  readonly calls: number;
};

const purposeIs = ({ purpose }: DashboardScope) => (purpose ? Prisma.sql`WHERE purpose = ${purpose}` : Prisma.empty);

// Not in this set: a call that has not been placed.
const NOT_PLACED = ["withheld", "deferred", "queued"];

type RawTally = Count & { what: keyof Omit<Tallies, "calls"> | "calls"; key: string; state: string; cost: bigint };

/**
 * The figures of a period, as quick with ten million messages as with ten: from sums of closed days, and the rows of the
 * roll-up for the others. Only what is shown leaves the database, some lines a day.
 */
export async function talliesOf(actor: Viewer, scope: DashboardScope): Promise<Tallies> {
  const rows = await db().$queryRaw<RawTally[]>`
    WITH ${talliesOfPeriod(actor, scope)}
    SELECT CASE WHEN day IS NOT NULL THEN 'byDay' WHEN purpose IS NOT NULL THEN 'byPurpose' ELSE 'byReason' END AS what, coalesce(day::text, purpose, reason) AS key, state, sum(count)::bigint AS count, sum(cost_micros)::bigint AS cost
    FROM period ${purposeIs(scope)} GROUP BY GROUPING SETS ((day, state), (purpose, state), (reason, state)) HAVING sum(count) <> 0
    UNION ALL
    SELECT 'calls', '', '', coalesce(sum(count), 0)::bigint, 0 FROM period WHERE channel = 'voice' AND state <> ALL(${NOT_PLACED}::text[])
    ORDER BY key, state`;
  const slices = (what: RawTally["what"]) => rows.filter((row) => row.what === what).map(({ key, state, count, cost }): TallySlice => ({ key, state, count: Number(count), costMicros: cost }));
  return { byDay: slices("byDay"), byPurpose: slices("byPurpose"), byReason: slices("byReason"), calls: Number(rows.find((row) => row.what === "calls")?.count ?? 0n) };
}

/** Messages by branch code and state. */
export async function talliesOfBranches(actor: Viewer, scope: DashboardScope): Promise<readonly Pick<TallySlice, "key" | "state" | "count">[]> {
  const rows = await db().$queryRaw<(Count & { key: string; state: string })[]>`
    WITH ${branchesOfPeriod(actor, scope)}
    SELECT b.code AS key, s.state, s.count FROM (SELECT branch_id, state, sum(count)::bigint AS count FROM period GROUP BY 1, 2 HAVING sum(count) <> 0) s JOIN branch b ON b.id = s.branch_id
    ORDER BY b.code COLLATE "C", s.state`;
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** A line of the figures as they are taken away: a day, a state, a reason. */
export type DailyLine = TallySlice & { readonly reason: string; readonly billingSegments: number };

/** The same figures day by day with the reasons, for a file. */
export async function dailyLines(actor: Viewer, scope: DashboardScope): Promise<readonly DailyLine[]> {
  const rows = await db().$queryRaw<(Count & { key: string; state: string; reason: string; billing: bigint; cost: bigint })[]>`
    WITH ${talliesOfPeriod(actor, scope)}
    SELECT day::text AS key, state, reason, sum(count)::bigint AS count, sum(billing_segments)::bigint AS billing, sum(cost_micros)::bigint AS cost
    FROM period ${purposeIs(scope)} GROUP BY day, state, reason HAVING sum(count) <> 0 ORDER BY day, state, reason`;
  return rows.map(({ count, billing, cost, ...row }) => ({ ...row, count: Number(count), billingSegments: Number(billing), costMicros: cost }));
}

/** What customers answered, by class of the answer; by the purpose of the message they answered, where one is asked for. */
export async function repliesByClass(actor: Viewer, scope: DashboardScope) {
  const rows = await db().$queryRaw<(Count & { replyClass: string })[]>`
    WITH ${repliesOfPeriod(actor, scope)} SELECT reply_class AS "replyClass", sum(count)::bigint AS count FROM period ${purposeIs(scope)} GROUP BY 1 ORDER BY 1`;
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** How many receipts took how long (upper bound of a bucket, in seconds), quickest first. */
export async function receiptDelays(actor: Viewer, scope: DashboardScope) {
  const rows = await db().$queryRaw<(Count & { bucketSeconds: number })[]>`
    WITH ${delaysOfPeriod(actor, scope)} SELECT bucket_seconds AS "bucketSeconds", sum(count)::bigint AS count FROM period GROUP BY 1 ORDER BY 1`;
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** The date from which the newest price in force on `to` counts, to be printed beside every cost (domain.md §8). */
export async function priceDate(to: string): Promise<Date | null> {
  const row = await db().price.findFirst({
    where: { effectiveFrom: { lte: new Date(`${to}T23:59:59Z`) } }, orderBy: { effectiveFrom: "desc" }, select: { effectiveFrom: true },
  });
  return row?.effectiveFrom ?? null;
}

/** Branches of the actor's subtree for the filter, in tree order. */
export function branchesInScope(actor: Viewer) {
  return db().branch.findMany({
    where: { path: { startsWith: actor.branchPath } }, orderBy: { path: "asc" }, select: { code: true, name: true, nameEn: true, kind: true, path: true },
  });
}
