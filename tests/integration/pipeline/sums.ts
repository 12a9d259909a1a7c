import { expect } from "vitest";
import { pool } from "@/lib/server/db/client";

/** Counts of a campaign by state, from its roll-up. */
export async function tallyOf(campaignId: string): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ state: string; count: number }>(
    "SELECT state, sum(count)::int AS count FROM campaign_tally WHERE campaign_id = $1 GROUP BY 1 HAVING sum(count) <> 0", [campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** Counts by state and reason as "state/reason". */
export async function reasonsOf(campaignId: string): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ key: string; count: number }>(
    "SELECT state || '/' || reason AS key, count FROM campaign_tally WHERE campaign_id = $1 AND count <> 0", [campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.key, row.count]));
}

/** The promise that the sum is always right: roll-ups equal the rows, and together they equal the audience. */
export async function expectSumsRight(campaignId: string): Promise<void> {
  const { rows } = await pool().query<{ audience: number; frozen: number; tallied: number; pending: number; cursor: number; negative: number }>(
    `SELECT (SELECT count(*) FROM campaign_audience WHERE campaign_id = c.id)::int AS audience, c.frozen_count AS frozen, c.cursor,
            (SELECT sum(count) FROM campaign_tally WHERE campaign_id = c.id)::int AS tallied,
            (SELECT count(*) FROM campaign_tally WHERE campaign_id = c.id AND count < 0)::int AS negative,
            coalesce((SELECT count FROM campaign_tally WHERE campaign_id = c.id AND state = 'pending'), 0)::int AS pending
     FROM campaign c WHERE c.id = $1`, [campaignId],
  );
  const sums = rows[0];
  expect(sums).toMatchObject({ audience: sums?.frozen, tallied: sums?.frozen, negative: 0 });
  const difference = `
    SELECT coalesce(t.state, m.state) AS state, coalesce(t.reason, m.reason) AS reason, coalesce(t.count, 0)::int AS tallied, coalesce(m.count, 0)::int AS stored
    FROM (SELECT state, reason, count FROM campaign_tally WHERE campaign_id = $1 AND state <> 'pending' AND count <> 0) t
    FULL JOIN (SELECT state, reason, count(*) AS count FROM message WHERE campaign_id = $1 GROUP BY 1, 2) m USING (state, reason) WHERE t.count IS DISTINCT FROM m.count`;
  expect((await pool().query(difference, [campaignId])).rows).toEqual([]);
  const daily = `
    SELECT * FROM (SELECT branch_id, purpose, state, reason, sum(count)::int AS n, sum(cost_micros)::bigint AS cost FROM daily_tally GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0) t
    FULL JOIN (SELECT branch_id, purpose, state, reason, count(*)::int AS n, sum(CASE WHEN state = 'withheld' THEN 0 ELSE cost_micros END)::bigint AS cost FROM message GROUP BY 1, 2, 3, 4) m
      USING (branch_id, purpose, state, reason) WHERE (t.n, t.cost) IS DISTINCT FROM (m.n, m.cost)`;
  expect((await pool().query(daily)).rows).toEqual([]);
  const { rows: twice } = await pool().query("SELECT customer_id FROM message WHERE campaign_id = $1 GROUP BY 1 HAVING count(*) > 1", [campaignId]);
  expect(twice).toEqual([]);
}

/** The promise that nothing is sent twice, as the carrier sees it. */
export async function expectNothingTwice(): Promise<void> {
  const { rows } = await pool().query("SELECT reference FROM simulated_message GROUP BY 1 HAVING count(*) > 1");
  expect(rows).toEqual([]);
}
