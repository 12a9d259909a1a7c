import "server-only";
import { now } from "../clock";
import { pool } from "../db/client";

/** Months that exist ahead of time: nobody writes into a month whose partition is yet to be made. */
const MONTHS_AHEAD = 3;

/** Makes the months of messages and submissions that are missing, from last month on. */
export async function ensurePartitions(): Promise<void> {
  await pool().query("SELECT ensure_message_partitions(($1::date - interval '1 month')::date, $2)", [now().toISOString().slice(0, 10), MONTHS_AHEAD + 2]);
}

/**
 * The same, but only where this month or the next is missing: a restored backup, a machine that slept. Asked before every
 * sweep, so it looks without a lock; the lock that making takes is held while retention drops months.
 */
export async function mendPartitions(): Promise<void> {
  const { rows } = await pool().query<{ missing: boolean }>(
    `SELECT bool_or(to_regclass(parent || to_char(date_trunc('month', $1::date) + make_interval(months => ahead), '"_y"YYYY"m"MM')) IS NULL) AS missing
     FROM unnest(ARRAY['message', 'message_attempt']) AS parent, generate_series(0, 1) AS ahead`, [now().toISOString().slice(0, 10)],
  );
  if (rows[0]?.missing === true) await ensurePartitions();
}
