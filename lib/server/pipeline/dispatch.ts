import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { RulePack } from "@/lib/domain/policy/pack";
import { readAccount } from "../carriers/accounts";
import { hearInboundFirst } from "../carriers/callbacks/take";
import { driverForSending, driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { pool } from "../db/client";
import { inSqlTransaction } from "../db/transaction";
import { reportUnexpected } from "../logger";
import { packInForce } from "../rules/queries";
import { dispatchStep } from "../telemetry/batch-trace";
import { step } from "../telemetry/step";
import { storeAnswers } from "./answers";
import { claimBatch, type Claim } from "./claim";
import { Overtaken } from "./cursor";
import { completeIfDone, pauseIfTooMany, pauseItself } from "./self-control";
import { keepLine, lineTakenFor, reserveLine } from "./pace";
import { reroute, rerouteStretch } from "./reroute";
import { HEARTBEAT_MS, IN_LINE_MAX_MS, STALE_BATCH_MS } from "./sizes";
import type { NewBatch } from "./store";
import { prepareStretch, type PreparedStretch } from "./stretch";
import { submitBatch } from "./submit";

/** So long is what was decided about a batch as good as new: about as long as reading and deciding take on a busy machine. */
const DECIDED_FOR_MS = 100;

export type DispatchOptions = {
  readonly timeoutMs?: number;
  /** This process is asked to end: a batch that still waits for its line is left to others. */
  readonly stopping?: AbortSignal;
  /** Told of batches that were made on the way: adds the queue's jobs. */
  readonly onBatches?: (batches: readonly NewBatch[]) => Promise<void>;
};

export type DispatchOutcome = "sent" | "left" | "settled" | "paused" | "blocked";

type Waiting = {
  campaign_id: string | null; lane: "urgent" | "bulk"; provider_account_id: string; size: number; state: string | null; speed_limit: number | null;
  is_stretch: boolean;
};

/** Sends one batch, unless it must not leave now; safe to call at any time, any number of times, from any process. */
export function dispatchBatch(batchId: string, options: DispatchOptions = {}): Promise<DispatchOutcome> {
  return dispatchStep(batchId, () => dispatchOnce(batchId, options));
}

async function dispatchOnce(batchId: string, options: DispatchOptions): Promise<DispatchOutcome> {
  const waiting = await readWaiting(batchId);
  if (!waiting || waiting.state === "paused") return "left";
  const own = await readAccount(pool(), waiting.provider_account_id, now());
  const mustLeave = own !== null && (!own.usable || own.restsUntil !== null || own.onTrial);
  const account = mustLeave ? ((await (waiting.is_stretch ? rerouteStretch(batchId) : reroute(batchId, driverNamed(own.driver).channel))) ?? own) : own;
  if (account?.usable === true && account.restsUntil !== null) {
    await putOff(batchId, account.restsUntil);
    return "left";
  }
  const driver = account ? driverForSending(account.driver) : null;
  if (!account || !driver?.ok || !account.usable) {
    if (waiting.campaign_id !== null) await pauseItself(waiting.campaign_id, { code: "route_down", evidence: { account: account?.key ?? "" } });
    return "blocked";
  }
  // Wait for the line before claiming: nothing lies between the last look at refusals and the carrier.
  const line = { accountId: account.id, accountSpeed: account.speedPerSecond, campaignId: waiting.campaign_id, campaignSpeed: waiting.speed_limit, lane: waiting.lane };
  const isSending = waiting.state !== "cancelled";
  // A slow account's batches would take every place of the worker and sleep in it, while a quick one has none.
  if (isSending && line.lane === "bulk" && (await lineTakenFor(pool(), line)) > IN_LINE_MAX_MS) return "left";
  if (isSending && !(await waitFor(await reserveLine(pool(), line, waiting.size), options.stopping))) return "left";
  let { pack, prepared } = await prepare(batchId, waiting);
  if (isSending) {
    const bunched = await keepLine(pool(), line, waiting.size);
    if (!(await waitFor(bunched, options.stopping))) return "left";
    // Whatever was decided before a wait is decided anew; one that is no longer than deciding takes makes it no older than it may be anyway.
    if (bunched > DECIDED_FOR_MS) ({ pack, prepared } = await prepare(batchId, waiting));
  }
  const claimedAt = now();
  const claim = prepared !== null && prepared.kind !== "prepared" ? prepared : await step("claim", { "batch.id": batchId }, () => inSqlTransaction((client) => claimBatch(client, batchId, pack, prepared))).catch((error: unknown): Claim => {
    if (error instanceof Overtaken) return { kind: "left" };
    throw error;
  });
  if (claim.kind === "pause") {
    if (waiting.campaign_id !== null) await pauseItself(waiting.campaign_id, claim.reason);
    return "paused";
  }
  if (claim.kind === "left") return "left";
  await options.onBatches?.(claim.more);
  if (claim.kind === "settled") {
    if (waiting.campaign_id !== null) await completeIfDone(waiting.campaign_id);
    return "settled";
  }
  const beat = setInterval(() => void heartbeat(batchId), HEARTBEAT_MS);
  try {
    // A process that slept since its claim (a suspended machine) may have lost the batch to the sweeper: it sends nothing more.
    const isFresh = () => now().getTime() - claimedAt.getTime() < STALE_BATCH_MS / 2;
    const startedMs = performance.now();
    const answers = await step("submit", { "batch.id": batchId, account: account.key, messages: claim.batch.messages.length }, () => submitBatch(driver.value, account, claim.batch, isFresh, options.timeoutMs));
    const stop = await step("store", { "batch.id": batchId }, () => storeAnswers(driver.value, claim.batch, answers, "timeout", { ms: performance.now() - startedMs }));
    if (claim.batch.campaignId !== null) {
      if (stop) await pauseItself(claim.batch.campaignId, stop);
      else await pauseIfTooMany(claim.batch.campaignId);
      await completeIfDone(claim.batch.campaignId);
    }
    return "sent";
  } finally {
    clearInterval(beat);
  }
}

/** Sleeps; false where the process is asked to end: what was reserved stays unused, since those behind it have their times (pace.ts). */
async function waitFor(ms: number, stopping: AbortSignal | undefined): Promise<boolean> {
  if (ms > 0) await sleep(ms, undefined, { signal: stopping }).catch(() => undefined);
  return stopping?.aborted !== true;
}

/** Hears what customers wrote before this moment and a carrier has handed over, then decides about a stretch; null: the batch's messages exist. */
async function prepare(batchId: string, waiting: Waiting): Promise<{ readonly pack: RulePack; readonly prepared: PreparedStretch | null }> {
  const [pack] = await Promise.all([packInForce(), hearInboundFirst()]);
  const isNew = waiting.is_stretch && waiting.state !== "cancelled";
  return { pack, prepared: isNew ? await step("prepare", { "batch.id": batchId }, () => prepareStretch(batchId, pack)) : null };
}

async function readWaiting(batchId: string): Promise<Waiting | undefined> {
  const { rows } = await pool().query<Waiting>(
    `SELECT b.campaign_id, b.lane, b.provider_account_id, b.size, b.from_ordinal IS NOT NULL AS is_stretch, c.state::text AS state, c.speed_limit
     FROM dispatch_batch b LEFT JOIN campaign c ON c.id = b.campaign_id
     WHERE b.id = $1::uuid AND b.state = 'pending' AND (b.not_before IS NULL OR b.not_before <= $2)`, [batchId, now()],
  );
  return rows[0];
}

/** Nobody else can take the batch: it waits until its account is tried again. */
async function putOff(batchId: string, until: Date): Promise<void> {
  await pool().query("UPDATE dispatch_batch SET not_before = $2 WHERE id = $1::uuid AND state = 'pending'", [batchId, until]);
}

async function heartbeat(batchId: string): Promise<void> {
  try {
    await pool().query("UPDATE dispatch_batch SET heartbeat_at = $2 WHERE id = $1::uuid AND state = 'claimed'", [batchId, now()]);
  } catch (error) {
    reportUnexpected(error, { batchId });
  }
}
