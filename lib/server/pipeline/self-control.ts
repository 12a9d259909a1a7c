import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import { systemActor } from "@/lib/domain/access/permissions";
import { nextCampaignState, type CampaignEvent } from "@/lib/domain/campaign/lifecycle";
import { REASONS_OF_THE_CALLED } from "@/lib/domain/message/call-reasons";
import { shouldPause, type StopCounts, type StopReason } from "@/lib/domain/campaign/stops";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { pool } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { factsOf, readCampaign } from "./campaign";
import { sqlOf, type Sql } from "./sql";
import { readSwitches } from "./switches";

const actor = systemActor("pipeline", ["campaign:stop"]);

type Step = { readonly event: CampaignEvent; readonly audit: AuditAction; readonly set: Prisma.CampaignUpdateInput; readonly detail?: StopReason };

/** One step of a campaign that nobody asked for at this moment: same state machine, same trace. False when it no longer fits. */
async function step(tx: Tx, campaignId: string, { event, audit, set, detail }: Step): Promise<boolean> {
  const sql = sqlOf(tx);
  const campaign = await readCampaign(sql, campaignId, { lock: true, recount: event === "start" });
  if (!campaign) return false;
  const { reviewAbove } = await readSwitches(sql);
  const next = nextCampaignState(factsOf(campaign), event, actor, reviewAbove);
  if (!next.ok) return false;
  await tx.campaign.update({ where: { id: campaignId }, data: { ...set, state: next.value, lockVersion: { increment: 1 }, updatedAt: now() }, select: { id: true } });
  await recordAudit(tx, actor, {
    action: audit, subjectType: "campaign", subjectId: campaignId, branchPath: campaign.branchPath,
    detail: { state: next.value, ...(detail ? { reason: detail.code, ...detail.evidence } : {}) },
  });
  return true;
}

/** Pauses a running campaign and keeps why. */
export function pauseItself(campaignId: string, reason: StopReason): Promise<boolean> {
  return inTransaction((tx) => step(tx, campaignId, { event: "pause", audit: "campaign.paused", set: { pausedAt: now(), pauseReason: reason }, detail: reason }));
}

/** Ends a running campaign when nothing of it waits any more; uncertain messages and receipts to come do not hold it up. */
export async function completeIfDone(campaignId: string): Promise<boolean> {
  if (await hasWaiting(pool(), campaignId)) return false;
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM campaign WHERE id = ${campaignId}::uuid FOR UPDATE`;
    if (await hasWaiting(sqlOf(tx), campaignId)) return false;
    return step(tx, campaignId, { event: "complete", audit: "campaign.completed", set: { finishedAt: now() } });
  });
}

async function hasWaiting(sql: Sql, campaignId: string): Promise<boolean> {
  const { rows } = await sql.query(
    `SELECT 1 AS one FROM campaign_tally WHERE campaign_id = $1::uuid AND state IN ('pending', 'deferred', 'queued', 'submitting') AND count <> 0
     UNION ALL SELECT 1 FROM campaign WHERE id = $1::uuid AND state <> 'running' LIMIT 1`, [campaignId],
  );
  return rows.length > 0;
}

/** Starts a scheduled campaign whose hour has come; approval and binding are asked again by the state machine and by every chunk. */
export async function startScheduled(campaignId: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    const at = now();
    const due = await tx.campaign.findFirst({ where: { id: campaignId, state: "scheduled", OR: [{ startAt: null }, { startAt: { lte: at } }] }, select: { id: true } });
    if (!due) return false;
    return step(tx, campaignId, { event: "start", audit: "campaign.started", set: { startedAt: at } });
  });
}

const ASKED_EVERY_MS = 1_000;
const lastAsked = new Map<string, number>();

/** Pauses a campaign when errors, refusals or complaints pass the thresholds that the bank set. */
export async function pauseIfTooMany(campaignId: string, options: { readonly always?: boolean } = {}): Promise<boolean> {
  const instant = performance.now();
  // Sums of one campaign need no look after each of many small batches; the last batch of a second is seen by the sweeper.
  if (options.always !== true && instant - (lastAsked.get(campaignId) ?? -ASKED_EVERY_MS) < ASKED_EVERY_MS) return false;
  if (lastAsked.size > 1_000) lastAsked.clear();
  lastAsked.set(campaignId, instant);
  const counts = await stopCounts(campaignId);
  if (!counts) return false;
  const { thresholds } = await readSwitches(pool());
  const reason = shouldPause(counts, thresholds);
  return reason ? pauseItself(campaignId, reason) : false;
}

// Texts that never reached a carrier say nothing about it, nor about what customers think of them.
const OWN_FAILURES = ["render", "leak", "link", "contact", "no_route"];

async function stopCounts(campaignId: string): Promise<StopCounts | null> {
  const { rows } = await pool().query<{ answered: number; errors: number; refusals: number; complaints: number }>(
    `SELECT coalesce(sum(t.count) FILTER (WHERE t.state IN ('sent', 'delivered', 'failed', 'uncertain') AND t.reason <> ALL($2::text[])), 0)::int AS answered,
            coalesce(sum(t.count) FILTER (WHERE t.state IN ('failed', 'uncertain') AND t.reason <> ALL($2::text[]) AND t.reason <> ALL($3::text[])), 0)::int AS errors,
            (SELECT count(*) FROM inbound_message i WHERE i.campaign_id = c.id AND i.reply_class = 'refuse' AND i.received_at >= c.started_at)::int AS refusals,
            (SELECT count(*) FROM suppression s WHERE s.source = 'complaint' AND s.at >= c.started_at AND EXISTS (
               SELECT FROM customer p JOIN campaign_audience a ON a.customer_id = p.id AND a.campaign_id = c.id WHERE p.phone_index = s.contact_index))::int AS complaints
     FROM campaign c JOIN campaign_tally t ON t.campaign_id = c.id WHERE c.id = $1::uuid AND c.state = 'running' GROUP BY c.id`, [campaignId, OWN_FAILURES, REASONS_OF_THE_CALLED],
  );
  return rows[0] ?? null;
}
