import "server-only";
import type { PoolClient } from "pg";
import { bankDay } from "../bank-calendar";
import { now } from "../clock";
import { pool } from "../db/client";
import { inSqlTransaction } from "../db/transaction";

// What a dashboard reads of days that are over. A trigger of the roll-ups takes a row of closed_span away with the first
// change of one of its days (migration closed_days); what is not closed is read row by row, so nothing here need be in time.

/** Longer spans are made of four of the one before. They begin where the number of days since 2000 is a multiple of them, as the trigger knows. */
export const SPANS = [4, 16, 64] as const;
type Span = (typeof SPANS)[number];
type Days = 1 | Span;

const EPOCH = "DATE '2000-01-01'";
/** The same number as in the trigger. */
const LOCK = 20261126;
/** A worker's turn: some ten milliseconds each, so that a bank with years behind it is closed within minutes. */
const A_TURN = 100;

const INNER_BRANCHES = "SELECT a.id AS root, b.id FROM branch a JOIN branch b ON starts_with(b.path, a.path) WHERE a.kind <> 'branch'";

// Summed again as a whole: what a day was closed with before has gone by then.
const SUMS_OF_DAY = [
  "DELETE FROM subtree_tally WHERE day = $1::date AND branch_id IN (SELECT id FROM branch WHERE kind <> 'branch')",
  `INSERT INTO subtree_tally (branch_id, day, purpose, channel, state, reason, count, billing_segments, cost_micros)
   SELECT s.root, t.day, t.purpose, t.channel, t.state, t.reason, sum(t.count), sum(t.billing_segments), sum(t.cost_micros) FROM daily_tally t JOIN (${INNER_BRANCHES}) s ON s.id = t.branch_id
   WHERE t.day = $1::date GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(t.count) <> 0 OR sum(t.billing_segments) <> 0 OR sum(t.cost_micros) <> 0`,
  "DELETE FROM subtree_receipt_delay WHERE day = $1::date AND branch_id IN (SELECT id FROM branch WHERE kind <> 'branch')",
  `INSERT INTO subtree_receipt_delay (branch_id, day, provider_account_id, bucket_seconds, count)
   SELECT s.root, t.day, t.provider_account_id, t.bucket_seconds, sum(t.count) FROM daily_receipt_delay t JOIN (${INNER_BRANCHES}) s ON s.id = t.branch_id WHERE t.day = $1::date GROUP BY 1, 2, 3, 4`,
  "DELETE FROM subtree_reply WHERE day = $1::date AND branch_id IN (SELECT id FROM branch WHERE kind <> 'branch')",
  `INSERT INTO subtree_reply (branch_id, day, purpose, reply_class, count)
   SELECT s.root, t.day, t.purpose, t.reply_class, sum(t.count) FROM daily_reply t JOIN (${INNER_BRANCHES}) s ON s.id = t.branch_id WHERE t.day = $1::date GROUP BY 1, 2, 3, 4`,
];

const DAYS_OF_BRANCHES = `
  SELECT coalesce(t.purpose, '') AS purpose, t.branch_id, t.state, sum(t.count) AS count FROM daily_tally t WHERE t.day >= $1::date AND t.day < $1::date + $2::int
  GROUP BY GROUPING SETS ((t.purpose, t.branch_id, t.state), (t.branch_id, t.state)) HAVING sum(t.count) <> 0`;
const SPANS_OF_BRANCHES = `
  SELECT t.purpose, t.branch_id, t.state, sum(t.count) AS count FROM branch_span_tally t WHERE t.days = $2::int / 4 AND t.from_day >= $1::date AND t.from_day < $1::date + $2::int
  GROUP BY 1, 2, 3 HAVING sum(t.count) <> 0`;

/** Whether the days are this worker's alone until its transaction ends; where somebody is changing one of them, they wait for another turn. */
async function hold(client: PoolClient, fromDay: string, days: Days): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(`SELECT bool_and(pg_try_advisory_xact_lock(${LOCK}, $1::date - ${EPOCH} + n)) AS mine FROM generate_series(0, $2::int - 1) n`, [fromDay, days]);
  return rows[0]?.mine === true;
}

const markClosed = (client: PoolClient, fromDay: string, days: Days) =>
  client.query("INSERT INTO closed_span (days, from_day) VALUES ($2::int, $1::date) ON CONFLICT DO NOTHING", [fromDay, days]);

async function closeDay(day: string): Promise<void> {
  await inSqlTransaction(async (client) => {
    if (!(await hold(client, day, 1))) return;
    for (const statement of SUMS_OF_DAY) await client.query(statement, [day]);
    await markClosed(client, day, 1);
  });
}

async function closeSpan(fromDay: string, days: Span): Promise<void> {
  await inSqlTransaction(async (client) => {
    if (!(await hold(client, fromDay, days))) return;
    // Looked at again under the lock: a part may have been opened since it was found closed.
    const parts = await client.query("SELECT FROM closed_span WHERE days = $2::int / 4 AND from_day >= $1::date AND from_day < $1::date + $2::int", [fromDay, days]);
    if (parts.rowCount !== 4) return;
    await client.query("DELETE FROM branch_span_tally WHERE days = $2::int AND from_day = $1::date", [fromDay, days]);
    await client.query(`INSERT INTO branch_span_tally (days, from_day, purpose, branch_id, state, count) SELECT $2::int, $1::date, s.* FROM (${days === 4 ? DAYS_OF_BRANCHES : SPANS_OF_BRANCHES}) s`, [fromDay, days]);
    await markClosed(client, fromDay, days);
  });
}

async function openDays(before: string): Promise<string[]> {
  const { rows } = await pool().query<{ day: string }>(
    `SELECT d.day::date::text AS day FROM generate_series((SELECT min(day) FROM daily_tally), $1::date - 1, interval '1 day') d(day)
     WHERE NOT EXISTS (SELECT FROM closed_span c WHERE c.days = 1 AND c.from_day = d.day::date) ORDER BY d.day DESC LIMIT $2`, [before, A_TURN]);
  return rows.map((row) => row.day);
}

/** Spans of which all four parts are closed and they themselves are not. */
async function openSpans(days: Span): Promise<string[]> {
  const { rows } = await pool().query<{ day: string }>(
    `SELECT s.day::text AS day FROM (SELECT from_day - (from_day - ${EPOCH}) % $1::int AS day FROM closed_span WHERE days = $1::int / 4 GROUP BY 1 HAVING count(*) = 4) s
     WHERE NOT EXISTS (SELECT FROM closed_span c WHERE c.days = $1::int AND c.from_day = s.day) ORDER BY 1 DESC LIMIT $2`, [days, A_TURN]);
  return rows.map((row) => row.day);
}

/** Closes days of the bank that are over and what they make up; answers whether days are left for another turn. */
export async function closeDays(): Promise<boolean> {
  const days = await openDays(bankDay(now()));
  for (const day of days) await closeDay(day);
  for (const span of SPANS) for (const day of await openSpans(span)) await closeSpan(day, span);
  return days.length === A_TURN;
}
