import "server-only";
import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { StopReason } from "@/lib/domain/campaign/stops";
import type { ReadAccount } from "../carriers/accounts";
import { driverNamed } from "../carriers/registry";
import { readRouter } from "../carriers/routing";
import { now } from "../clock";
import { inSqlTransaction } from "../db/transaction";
import { step as measured } from "../telemetry/step";
import { settleCancelledChunk } from "./cancel";
import { moveCursor, Overtaken } from "./cursor";
import { isStopped, readCampaign, whyNotSend, type PipelineCampaign } from "./campaign";
import { completeIfDone, pauseItself } from "./self-control";
import { BATCH_MESSAGES, CHUNK_RECIPIENTS, PENDING_BATCHES_MAX } from "./sizes";
import { storeBatches, type NewBatch } from "./store";
import { readRegisters } from "./registers";
import { readSwitches } from "./switches";

export type ExpandOptions = {
  /** Most recipients of a stretch. */
  readonly stretch?: number;
  readonly pendingMax?: number;
  /** Whether this process is asked to end: the step at hand is finished, the rest is anybody's. */
  readonly isStopping?: () => boolean;
  /** Told of the stretches after their commit: adds the queue's jobs. */
  readonly onBatches?: (batches: readonly NewBatch[]) => Promise<void>;
};

type Step =
  | { readonly kind: "stored"; readonly batches: readonly NewBatch[] }
  /** Nothing to do now: not running, stopped, enough waiting already, or another worker is at it. */
  | { readonly kind: "held" }
  | { readonly kind: "done" }
  | { readonly kind: "pause"; readonly reason: StopReason };

/**
 * Cuts a campaign's audience into stretches that wait for their turn, a few dozen ahead and no more: a slow carrier slows
 * this down, and what a pause or a refusal must reach stays small. Safe to call at any time, any number of times. Answers
 * how often something was written.
 */
export async function expandCampaign(campaignId: string, options: ExpandOptions = {}): Promise<number> {
  let steps = 0;
  for (;;) {
    const step = await measured("expand chunk", { "campaign.id": campaignId }, () => inSqlTransaction((client) => expandStep(client, campaignId, options))).catch((error: unknown): Step => {
      if (error instanceof Overtaken) return { kind: "stored", batches: [] };
      throw error;
    });
    if (step.kind === "stored") {
      steps += 1;
      await options.onBatches?.(step.batches);
      if (options.isStopping?.() === true) return steps;
    } else {
      if (step.kind === "pause") await pauseItself(campaignId, step.reason);
      if (step.kind === "done") await completeIfDone(campaignId);
      return steps;
    }
  }
}

async function expandStep(client: PoolClient, campaignId: string, options: ExpandOptions): Promise<Step> {
  // One at a time for each campaign, across processes; no row is locked, so pausing never waits.
  const { rows: locks } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine", [`expand:${campaignId}`]);
  if (locks[0]?.mine !== true) return { kind: "held" };
  const campaign = await readCampaign(client, campaignId);
  if (!campaign) return { kind: "held" };
  if (campaign.state === "cancelled") return settleCancelledChunk(client, campaign, CHUNK_RECIPIENTS);
  if (campaign.state !== "running") return { kind: "held" };
  const switches = await readSwitches(client);
  if (isStopped(switches, campaign.purpose)) return { kind: "held" };
  // Every row of the audience is counted where the first stretch is cut; later ones look at the last row.
  const counted = campaign.cursor === 0 ? ((await readCampaign(client, campaignId, { recount: true })) ?? campaign) : campaign;
  const why = whyNotSend(counted, switches, await readRegisters(client, now()));
  if (why) return { kind: "pause", reason: why };
  const left = (campaign.frozenCount ?? 0) - campaign.cursor;
  if (left <= 0) return { kind: "done" };
  const room = (options.pendingMax ?? PENDING_BATCHES_MAX) - (await waiting(client, campaignId));
  if (room <= 0) return { kind: "held" };
  return cut(client, campaign, { room, left, stretch: options.stretch ?? BATCH_MESSAGES });
}

async function waiting(client: PoolClient, campaignId: string): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM dispatch_batch WHERE campaign_id = $1::uuid AND state = 'pending' AND (not_before IS NULL OR not_before <= $2)`,
    [campaignId, now()],
  );
  return rows[0]?.waiting ?? 0;
}

async function cut(client: PoolClient, campaign: PipelineCampaign, { room, left, stretch }: { readonly room: number; readonly left: number; readonly stretch: number }): Promise<Step> {
  const at = now();
  const router = await readRouter(client, { wished: campaign.providerAccountId, channel: campaign.template.channel, at });
  const route = router.choose({ key: campaign.id, purpose: campaign.purpose, branchPath: campaign.branchPath, toCipher: null });
  // Everything that could take it rests: nothing is cut for it.
  if (route.kind === "resting") return { kind: "held" };
  if (route.kind === "none") return { kind: "pause", reason: { code: "route_down", evidence: {} } };
  const size = stretchOf(route.account, campaign, stretch);
  const batches: NewBatch[] = [];
  let cursor = campaign.cursor;
  for (let count = Math.min(room, Math.ceil(left / size)); count > 0; count -= 1) {
    const to = Math.min(cursor + size, campaign.cursor + left);
    batches.push({ id: uuidv7(), lane: "bulk", notBefore: null, size: to - cursor, stretch: { from: cursor + 1, to } });
    cursor = to;
  }
  await storeBatches(client, { campaignId: campaign.id, providerAccountId: route.account.id, now: at }, batches);
  await moveCursor(client, campaign, cursor);
  return { kind: "stored", batches };
}

/** About a second's worth for a slow account or campaign, so that a pause is felt at once and nobody waits for others. */
function stretchOf(account: ReadAccount, campaign: PipelineCampaign, most: number): number {
  return Math.min(account.speedPerSecond, campaign.speedLimit ?? Infinity, most, driverNamed(account.driver).capabilities.maxPerCall);
}
