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

type Sums = { count: bigint; billing: bigint; cost: bigint };

const toSlice = (key: string, state: string, reason: string, { count, billing, cost }: Sums): TallySlice => ({ key, state, reason, count: Number(count), billingSegments: Number(billing), costMicros: cost });

function within(actor: { readonly branchPath: string }, scope: DashboardScope): Prisma.Sql {
  const conditions = [
    Prisma.sql`t.day BETWEEN ${scope.from}::date AND ${scope.to}::date`,
    Prisma.sql`starts_with(b.path, ${actor.branchPath})`,
  ];
  if (scope.branch) conditions.push(Prisma.sql`b.path LIKE (SELECT path || '%' FROM branch WHERE code = ${scope.branch})`);
  return Prisma.join(conditions, " AND ");
}

/** The same for a roll-up alone: its primary key begins with day and branch. */
function ofBranches(actor: { readonly branchPath: string }, { from, to, branch }: DashboardScope): Prisma.Sql {
  const narrower = branch ? Prisma.sql`AND b.path LIKE (SELECT path || '%' FROM branch WHERE code = ${branch})` : Prisma.empty;
  return Prisma.sql`t.day BETWEEN ${from}::date AND ${to}::date AND t.branch_id = ANY(ARRAY(SELECT b.id FROM branch b WHERE starts_with(b.path, ${actor.branchPath}) ${narrower}))`;
}

function purposeIs(scope: DashboardScope): Prisma.Sql {
  return scope.purpose ? Prisma.sql`AND t.purpose = ${scope.purpose}` : Prisma.empty;
}

type RawTally = Sums & { day: string | null; branch: string | null; purpose: string | null; channel: string | null; state: string; reason: string };

/** Puts together what has the same key; slices whose counts cancel out are none. */
function sumUp(rows: readonly RawTally[], keyOf: (row: RawTally) => string): TallySlice[] {
  const sums = new Map<string, TallySlice>();
  for (const row of rows) {
    const key = keyOf(row);
    const place = JSON.stringify([key, row.state, row.reason]);
    const [slice, before] = [toSlice(key, row.state, row.reason, row), sums.get(place)];
    sums.set(place, before ? { ...slice, count: before.count + slice.count, billingSegments: before.billingSegments + slice.billingSegments, costMicros: before.costMicros + slice.costMicros } : slice);
  }
  const text = (slice: TallySlice) => `${slice.key}\u0001${slice.state}\u0001${slice.reason}`;
  return [...sums.values()].filter((slice) => slice.count !== 0).sort((one, other) => (text(one) < text(other) ? -1 : 1));
}

export type Tallies = {
  /** By day, by branch code, and by purpose; each with state and reason. */
  readonly byDay: readonly TallySlice[]; readonly byBranch: readonly TallySlice[]; readonly byPurpose: readonly TallySlice[];
  /** Calls that were placed, whatever the purpose asked for. */
  readonly calls: number;
};

// Not in this set: a call that has not been placed.
const NOT_PLACED = ["withheld", "deferred", "queued"];

/**
 * The figures of a period, from the roll-ups only: as quick with ten million messages as with ten. One walk over its days
 * for all of them; a period of a bank with a hundred branches is some ten thousands of rows.
 */
export async function talliesOf(actor: Authorized<"dashboard:read">, scope: DashboardScope): Promise<Tallies> {
  const [rows, callsOfAll] = await Promise.all([
    db().$queryRaw<RawTally[]>`
      SELECT to_char(s.day, 'YYYY-MM-DD') AS day, b.code AS branch, s.purpose, s.channel, s.state, s.reason, s.count, s.billing, s.cost
      FROM (SELECT t.day, t.branch_id, t.purpose, t.channel, t.state, t.reason, sum(t.count)::bigint AS count, sum(t.billing_segments)::bigint AS billing, sum(t.cost_micros)::bigint AS cost
            FROM daily_tally t WHERE ${ofBranches(actor, scope)} ${purposeIs(scope)}
            GROUP BY GROUPING SETS ((t.day, t.purpose, t.channel, t.state, t.reason), (t.branch_id, t.state, t.reason))) s LEFT JOIN branch b ON b.id = s.branch_id`,
    scope.purpose ? callsMade(actor, scope) : null,
  ]);
  const [daily, branches] = [rows.filter((row) => row.day !== null), rows.filter((row) => row.day === null)];
  const calls = daily.filter((row) => row.channel === "voice" && !NOT_PLACED.includes(row.state)).reduce((sum, row) => sum + Number(row.count), 0);
  return { byDay: sumUp(daily, (row) => row.day ?? ""), byBranch: sumUp(branches, (row) => row.branch ?? ""), byPurpose: sumUp(daily, (row) => row.purpose ?? ""), calls: callsOfAll ?? calls };
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

/** Calls placed in the period for any purpose, counted from the log of attempts: the promise is that only wished-for calls are in it. */
async function callsMade(actor: Authorized<"dashboard:read">, scope: DashboardScope): Promise<number> {
  const rows = await db().$queryRaw<{ count: bigint | null }[]>`
    SELECT sum(t.count)::bigint AS count FROM daily_tally t JOIN branch b ON b.id = t.branch_id
    WHERE ${within(actor, scope)} AND t.channel = 'voice' AND t.state <> ALL(${NOT_PLACED}::text[])`;
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
