import "server-only";
import { readAccount } from "../carriers/accounts";
import type { CarrierDriver, SubmitAnswer } from "../carriers/port";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { pool } from "../db/client";
import { inSqlTransaction } from "../db/transaction";
import { writeAnswers } from "./answers";
import { STALE_BATCH_MS, SWEEP_ROWS } from "./sizes";
import { NEVER_TAKEN } from "./submit";

type Stale = { id: string; campaign_id: string | null; lane: "urgent" | "bulk"; provider_account_id: string };

/** Batches whose worker has not been heard of for too long. */
export async function staleBatches(staleMs = STALE_BATCH_MS): Promise<Stale[]> {
  const { rows } = await pool().query<Stale>(
    "SELECT id, campaign_id, lane, provider_account_id FROM dispatch_batch WHERE state = 'claimed' AND heartbeat_at < $1 ORDER BY heartbeat_at LIMIT $2",
    [new Date(now().getTime() - staleMs), SWEEP_ROWS],
  );
  return rows;
}

/**
 * Finishes what a dead worker began: asks the carrier what it took. What it has is sent; what it certainly never took
 * goes back into the queue; everything else is uncertain and is never sent again blindly.
 */
export async function recoverBatch(batch: Stale, staleMs = STALE_BATCH_MS): Promise<void> {
  const account = await readAccount(pool(), batch.provider_account_id, now());
  if (!account) return;
  const driver = driverNamed(account.driver);
  const { rows } = await pool().query<{ id: string; attempts: number }>("SELECT id, attempts FROM message WHERE batch_id = $1::uuid AND state = 'submitting'", [batch.id]);
  const known = driver.query && rows.length > 0 ? await driver.query(account, rows.map((row) => row.id)) : new Map<string, never>();
  const answers = new Map(rows.map((row): [string, SubmitAnswer] => [row.id, answerFrom(driver, known.get(row.id))]));
  await inSqlTransaction(async (client) => {
    const { rowCount } = await client.query(
      "SELECT 1 FROM dispatch_batch WHERE id = $1::uuid AND state = 'claimed' AND heartbeat_at < $2 FOR UPDATE SKIP LOCKED", [batch.id, new Date(now().getTime() - staleMs)],
    );
    // Its worker came back, or another sweeper was quicker.
    if (rowCount !== 1) return;
    const { id, campaign_id: campaignId, lane, provider_account_id: providerAccountId } = batch;
    await writeAnswers(client, driver, { id, campaignId, lane, providerAccountId, messages: rows }, answers, "crash");
  });
}

function answerFrom(driver: CarrierDriver, known: { found: true; providerMessageId: string } | { found: false } | undefined): SubmitAnswer {
  if (known?.found === true) return { outcome: "accepted", providerMessageId: known.providerMessageId };
  if (known?.found === false && driver.capabilities.absenceIsProof) return { outcome: "refused", code: NEVER_TAKEN };
  return { outcome: "uncertain" };
}
