import "server-only";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { pool } from "../db/client";
import { mendPartitions } from "./partitions";
import { applyWaitingReceipts } from "./receipts";
import { recoverBatch, staleBatches } from "./recover";
import { resolveByQuery } from "./resolve";
import { completeIfDone, pauseIfTooMany, startScheduled } from "./self-control";
import { STALE_BATCH_MS, SWEEP_ROWS } from "./sizes";

export type DueBatch = { readonly id: string; readonly lane: "urgent" | "bulk"; readonly notBefore: Date | null };

export type SweepOptions = {
  readonly staleMs?: number;
  /** Told what is to be done; the rows are the truth, jobs only point at them. */
  readonly onDue?: (batches: readonly DueBatch[]) => Promise<void>;
  readonly onExpand?: (campaignIds: readonly string[]) => Promise<void>;
};

/** Finds everything that a crash, a restart or a lost job left lying, and whatever has become due. Safe to run anywhere, at any time. */
export async function sweep(options: SweepOptions = {}): Promise<void> {
  const staleMs = options.staleMs ?? STALE_BATCH_MS;
  await mendPartitions();
  for (const batch of await staleBatches(staleMs)) await recoverBatch(batch, staleMs);
  for (const id of await scheduledDue()) await startScheduled(id);
  await options.onExpand?.(await campaignsToExpand());
  await options.onDue?.(await dueBatches());
  for (const id of await runningCampaigns()) {
    await pauseIfTooMany(id);
    await completeIfDone(id);
  }
  await applyReceiptsLeft();
  await resolveByQuery();
}

async function ids(text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(text, values);
  return rows.map((row) => row.id);
}

function scheduledDue(): Promise<string[]> {
  return ids("SELECT id FROM campaign WHERE state = 'scheduled' AND (start_at IS NULL OR start_at <= $1) LIMIT 100", [now()]);
}

function runningCampaigns(): Promise<string[]> {
  return ids("SELECT id FROM campaign WHERE state = 'running'");
}

/** Running ones with recipients left, and cancelled ones that still hold something back. */
function campaignsToExpand(): Promise<string[]> {
  return ids(`
    SELECT c.id FROM campaign c WHERE c.state = 'running' AND c.cursor < c.frozen_count
    UNION ALL
    SELECT c.id FROM campaign c WHERE c.state = 'cancelled' AND EXISTS (
      SELECT FROM campaign_tally t WHERE t.campaign_id = c.id AND t.state IN ('pending', 'queued', 'deferred') AND t.count > 0)`);
}

async function dueBatches(): Promise<DueBatch[]> {
  const { rows } = await pool().query<{ id: string; lane: "urgent" | "bulk"; not_before: Date | null }>(
    `SELECT b.id, b.lane, b.not_before FROM dispatch_batch b LEFT JOIN campaign c ON c.id = b.campaign_id
     WHERE b.state = 'pending' AND (b.not_before IS NULL OR b.not_before <= $1) AND (c.id IS NULL OR c.state IN ('running', 'cancelled'))
     ORDER BY b.lane DESC, b.id LIMIT $2`, [now(), SWEEP_ROWS],
  );
  return rows.map((row) => ({ id: row.id, lane: row.lane, notBefore: row.not_before }));
}

async function applyReceiptsLeft(): Promise<void> {
  const { rows } = await pool().query<{ provider_account_id: string; driver: string }>(
    `SELECT DISTINCT r.provider_account_id, a.driver FROM receipt r JOIN provider_account a ON a.id = r.provider_account_id
     WHERE r.applied_at IS NULL AND r.received_at > $1`, [new Date(now().getTime() - 3 * 86_400_000)],
  );
  for (const row of rows) await applyWaitingReceipts(driverNamed(row.driver), row.provider_account_id, SWEEP_ROWS);
}
