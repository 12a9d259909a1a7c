import "server-only";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { Prisma } from "@/prisma/generated/client";

// What a period's figures are added up from, as SQL: kept sums of the days that are closed, the roll-up itself for all
// others (closed-days.ts). One statement sees both and the marks at the same moment, so a day is never in it twice or not at all.

/** Days are calendar days of the bank's zone, YYYY-MM-DD, both included. */
export type DashboardScope = {
  readonly from: string;
  readonly to: string;
  /** Code of a branch in the actor's subtree; its own subtree is counted. */
  readonly branch?: string;
  readonly purpose?: Purpose;
};

type Viewer = { readonly branchPath: string };

/** `mine`: branches that are counted; `top`: the head office or province whose subtree they are, none where it is a single branch. */
function branches(actor: Viewer, { branch }: DashboardScope): Prisma.Sql {
  const narrower = branch ? Prisma.sql`AND starts_with(b.path, (SELECT path FROM branch WHERE code = ${branch}))` : Prisma.empty;
  return Prisma.sql`
    mine AS MATERIALIZED (SELECT b.id, b.path, b.kind FROM branch b WHERE starts_with(b.path, ${actor.branchPath}) ${narrower}),
    top AS MATERIALIZED (SELECT t.id FROM mine t WHERE t.kind <> 'branch' AND NOT EXISTS (SELECT FROM mine m WHERE NOT starts_with(m.path, t.path)))`;
}

const everyDay = ({ from, to }: DashboardScope) => Prisma.sql`(SELECT d.day::date AS day FROM generate_series(${from}::date, ${to}::date, interval '1 day') d(day))`;

/** `closed`: days whose subtree sums hold; `other`: those that are read row by row. */
function days(scope: DashboardScope): Prisma.Sql {
  return Prisma.sql`
    closed AS MATERIALIZED (SELECT c.from_day AS day FROM closed_span c WHERE c.days = 1 AND c.from_day BETWEEN ${scope.from}::date AND ${scope.to}::date AND EXISTS (SELECT FROM top)),
    other AS MATERIALIZED (SELECT e.day FROM ${everyDay(scope)} e WHERE NOT EXISTS (SELECT FROM closed c WHERE c.day = e.day))`;
}

type Source = { readonly kept: Prisma.Sql; readonly rollUp: Prisma.Sql; readonly columns: Prisma.Sql };
const TALLIES: Source = { kept: Prisma.sql`subtree_tally`, rollUp: Prisma.sql`daily_tally`, columns: Prisma.sql`t.day, t.purpose, t.channel, t.state, t.reason, t.count, t.billing_segments, t.cost_micros` };
const DELAYS: Source = { kept: Prisma.sql`subtree_receipt_delay`, rollUp: Prisma.sql`daily_receipt_delay`, columns: Prisma.sql`t.day, t.provider_account_id, t.bucket_seconds, t.count` };
const REPLIES: Source = { kept: Prisma.sql`subtree_reply`, rollUp: Prisma.sql`daily_reply`, columns: Prisma.sql`t.day, t.purpose, t.reply_class, t.count` };

const rowsOf = ({ kept, rollUp, columns }: Source) => (actor: Viewer, scope: DashboardScope) => Prisma.sql`
  ${branches(actor, scope)}, ${days(scope)}, period AS MATERIALIZED (
    SELECT ${columns} FROM ${kept} t WHERE t.branch_id = (SELECT id FROM top) AND t.day = ANY(ARRAY(SELECT day FROM closed))
    UNION ALL
    SELECT ${columns} FROM ${rollUp} t WHERE t.day = ANY(ARRAY(SELECT day FROM other)) AND t.branch_id = ANY(ARRAY(SELECT id FROM mine)))`;

/** Common tables that end in `period`: counts of messages by day, purpose, channel, state and reason. */
export const talliesOfPeriod = rowsOf(TALLIES);
/** The same of receipts by account and delay. */
export const delaysOfPeriod = rowsOf(DELAYS);
/** The same of replies by purpose and class. */
export const repliesOfPeriod = rowsOf(REPLIES);

/** The same of messages by branch and state: the longest closed spans that fit, and the days between them. */
export function branchesOfPeriod(actor: Viewer, scope: DashboardScope): Prisma.Sql {
  const purposeIs = scope.purpose ? Prisma.sql`AND t.purpose = ${scope.purpose}` : Prisma.empty;
  return Prisma.sql`
    ${branches(actor, scope)},
    closed AS MATERIALIZED (SELECT c.days, c.from_day FROM closed_span c WHERE c.days > 1 AND c.from_day >= ${scope.from}::date AND c.from_day + c.days - 1 <= ${scope.to}::date),
    spans AS MATERIALIZED (SELECT s.days, s.from_day FROM closed s WHERE NOT EXISTS (SELECT FROM closed l WHERE l.days > s.days AND s.from_day BETWEEN l.from_day AND l.from_day + l.days - 1)),
    other AS MATERIALIZED (SELECT e.day FROM ${everyDay(scope)} e WHERE NOT EXISTS (SELECT FROM spans s WHERE e.day BETWEEN s.from_day AND s.from_day + s.days - 1)),
    period AS (
      SELECT t.branch_id, t.state, t.count FROM spans s JOIN branch_span_tally t ON t.days = s.days AND t.from_day = s.from_day AND t.purpose = ${scope.purpose ?? ""} AND t.branch_id = ANY(ARRAY(SELECT id FROM mine))
      UNION ALL
      SELECT t.branch_id, t.state, t.count FROM daily_tally t WHERE t.day = ANY(ARRAY(SELECT day FROM other)) AND t.branch_id = ANY(ARRAY(SELECT id FROM mine)) ${purposeIs})`;
}
