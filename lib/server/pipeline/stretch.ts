import "server-only";
import type { PoolClient } from "pg";
import type { RulePack } from "@/lib/domain/policy/pack";
import { v7 as uuidv7 } from "uuid";
import { readPrice, type ReadAccount } from "../carriers/accounts";
import { carrierTerms, driverNamed } from "../carriers/registry";
import { readRouter } from "../carriers/routing";
import { now } from "../clock";
import { pool } from "../db/client";
import { isStopped, readCampaign, whyNotSend, type PipelineCampaign } from "./campaign";
import type { Claim, ClaimedMessage } from "./claim";
import { compose, type Composed, type Composition } from "./compose";
import { Overtaken, recipientsOf } from "./cursor";
import { historyNeeded, readHistory } from "./history";
import { refusedSince, withholdRefused } from "./last-look";
import { missingPerson } from "./missing-person";
import { readPeople, type PipelinePerson } from "./people";
import { readRegisters } from "./registers";
import { BATCH_MESSAGES } from "./sizes";
import type { Sql } from "./sql";
import { storeBatches, storeMessages, type NewBatch, type StoreContext } from "./store";
import { readSwitches } from "./switches";
import { TallyDeltas } from "./tally";
import { readCells, valuesFor } from "./values";

export type StretchRow = { readonly id: string; readonly provider_account_id: string; readonly from_ordinal: number; readonly to_ordinal: number };

type Routed = { readonly account: ReadAccount; readonly person: PipelinePerson; readonly composed: Composed };

/** What would become of a stretch at this moment: everybody decided and rendered, nothing stored. */
export type PreparedStretch =
  | { readonly kind: "prepared"; readonly campaign: PipelineCampaign; readonly pack: RulePack; readonly at: Date; readonly routed: readonly Routed[] }
  | Extract<Claim, { kind: "left" | "pause" }>;

/**
 * Reads, decides and renders the recipients of a stretch, outside of any transaction and with reads side by side. What is
 * read here may change before it is stored: the claim looks once more at refusals and at the campaign.
 */
export async function prepareStretch(batchId: string, pack: RulePack): Promise<PreparedStretch> {
  const at = now();
  const sql = pool();
  const batch = await readStretch(sql, batchId, at);
  if (!batch) return { kind: "left" };
  const [campaign, ids, switches, registers] = await Promise.all([
    readCampaign(sql, batch.campaign_id), recipientsOf(sql, batch.campaign_id, { from: batch.from_ordinal, to: batch.to_ordinal }), readSwitches(sql), readRegisters(sql, at),
  ]);
  if (campaign?.state !== "running" || isStopped(switches, campaign.purpose)) return { kind: "left" };
  const reason = whyNotSend(campaign, switches, registers);
  if (reason) return { kind: "pause", reason };
  const { template } = campaign;
  const lookBack = historyNeeded(pack, campaign.purpose, template.channel, at, template.asksFor);
  const [router, people, history, cells] = await Promise.all([
    readRouter(sql, { wished: campaign.providerAccountId, channel: template.channel, at }),
    readPeople(sql, ids, campaign.purpose, template.channel, template.asksFor),
    lookBack === 0 ? new Map<string, never[]>() : readHistory(sql, ids, new Date(at.getTime() - lookBack), "planned"),
    readCells(sql, campaign.listId, campaign.bindings, ids),
  ]);
  const shared = {
    template, campaignId: campaign.id, branchPath: campaign.branchPath, audienceUsesScore: campaign.usesScore, assessed: campaign.assessment !== null,
    family: campaign.family, pack, registers,
  };
  const ways = new Map<string, Composition>();
  const routed: Routed[] = [];
  for (const id of ids) {
    const person = people.get(id) ?? missingPerson(id, campaign);
    const route = router.choose({ key: id, purpose: campaign.purpose, branchPath: person.branchPath, toCipher: person.toCipher });
    // Everything that could take it rests for a minute: the stretch comes again, as it was.
    if (route.kind === "resting") return { kind: "left" };
    if (route.kind === "none") return { kind: "pause", reason: { code: "route_down", evidence: {} } };
    const { account } = route;
    const way = ways.get(account.id) ?? { ...shared, provider: account, ...carrierTerms(account), priceMicros: (await readPrice(sql, account.id, campaign.purpose, at))?.micros ?? 0n };
    ways.set(account.id, way);
    const composed = compose(way, person, valuesFor(campaign.bindings, person, cells.get(id)), history.get(id) ?? [], at);
    routed.push({ account, person, composed: account.dryRun ? onlyForShow(composed) : composed });
  }
  return { kind: "prepared", campaign, pack, at, routed };
}

async function readStretch(sql: Sql, batchId: string, at: Date): Promise<(StretchRow & { readonly campaign_id: string }) | undefined> {
  const { rows } = await sql.query<StretchRow & { campaign_id: string }>(
    `SELECT id, campaign_id, provider_account_id, from_ordinal, to_ordinal FROM dispatch_batch
     WHERE id = $1::uuid AND state = 'pending' AND from_ordinal IS NOT NULL AND (not_before IS NULL OR not_before <= $2)`, [batchId, at],
  );
  return rows[0];
}

/**
 * Stores a prepared stretch and takes its messages over in one transaction: they are written once, as "submitting", where
 * storing, claiming and answering would write them three times. What must wait goes into batches of its own; what another
 * account takes, too. Refusals and pauses that were committed meanwhile win.
 */
export async function claimStretch(client: PoolClient, batch: StretchRow, { campaign, pack, at, routed }: Extract<PreparedStretch, { kind: "prepared" }>): Promise<Claim> {
  // Two stretches must not spend the same rest of a budget.
  if (campaign.budgetMicros !== null) await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`budget:${campaign.id}`]);
  const affordable = await withinBudget(client, campaign, routed);
  if (affordable.length === 0 && routed.length > 0) return budgetSpent(client, campaign);
  const deltas = new TallyDeltas();
  const { messages, others } = await storeRouted(client, batch, campaign, affordable, at, deltas);
  deltas.pending(campaign.id, -affordable.length);
  const willing = await lastLook(client, messages, campaign, pack, at, deltas);
  const rest = affordable.length < routed.length
    ? [{ id: uuidv7(), lane: "bulk" as const, notBefore: null, size: routed.length - affordable.length, stretch: { from: batch.from_ordinal + affordable.length, to: batch.to_ordinal } }] : [];
  await storeBatches(client, { campaignId: campaign.id, providerAccountId: batch.provider_account_id, now: at }, rest);
  const state = willing.length > 0 ? "claimed" : "done";
  const { rowCount } = await client.query(
    `UPDATE dispatch_batch SET state = $2::text, size = $3, to_ordinal = $4, claimed_at = $5::timestamptz, heartbeat_at = $5::timestamptz, done_at = CASE WHEN $2::text = 'done' THEN $5::timestamptz END
     WHERE id = $1::uuid AND EXISTS (SELECT FROM campaign c WHERE c.id = $6::uuid AND c.state = 'running')`,
    [batch.id, state, willing.length, batch.from_ordinal + affordable.length - 1, at, campaign.id],
  );
  // Paused or cancelled a moment ago: the stretch stays as it was.
  if (rowCount !== 1) throw new Overtaken();
  await deltas.write(client);
  const more = [...others, ...rest];
  if (willing.length === 0) return { kind: "settled", more };
  return { kind: "claimed", more, batch: { id: batch.id, campaignId: campaign.id, providerAccountId: batch.provider_account_id, lane: "bulk", messages: willing } };
}

/** The account records what would have been sent: everything up to the carrier happens, and nothing leaves. */
function onlyForShow(composed: Composed): Composed {
  return composed.state === "queued" ? { ...composed, state: "withheld", reason: "dry_run" } : composed;
}

async function storeRouted(
  client: PoolClient, batch: StretchRow, campaign: PipelineCampaign, routed: readonly Routed[], at: Date, deltas: TallyDeltas,
): Promise<{ readonly messages: readonly ClaimedMessage[]; readonly others: readonly NewBatch[] }> {
  const messages: ClaimedMessage[] = [];
  const others: NewBatch[] = [];
  for (const account of new Map(routed.map((one) => [one.account.id, one.account])).values()) {
    const leaving = routed.filter((one) => one.account.id === account.id);
    const isOwn = account.id === batch.provider_account_id;
    const context: StoreContext = {
      campaignId: campaign.id, templateVersionId: campaign.template.versionId, purpose: campaign.purpose, channel: campaign.template.channel, lane: "bulk",
      providerAccountId: account.id, apiKeyId: null, now: at,
      batchMessages: Math.min(account.speedPerSecond, campaign.speedLimit ?? Infinity, BATCH_MESSAGES, driverNamed(account.driver).capabilities.maxPerCall),
    };
    const { batches, stored } = await storeMessages(client, context, leaving, deltas, isOwn ? { batchId: batch.id } : null);
    others.push(...batches);
    if (!isOwn) continue;
    for (const [index, { person, composed }] of leaving.entries()) {
      const one = stored[index];
      if (composed.state !== "queued" || one?.bodyCipher == null || person.toCipher === null) continue;
      messages.push({
        id: one.id, state: "submitting", reason: "", purpose: campaign.purpose, channel: context.channel, campaignId: campaign.id, customerId: person.id, branchId: person.branchId,
        createdAt: at, segments: composed.segments, billingSegments: composed.billingSegments, costMicros: composed.costMicros, batchId: batch.id, providerAccountId: account.id,
        providerMessageId: null, contactIndex: person.contactIndex, attempts: 1, submittedAt: at,
        toCipher: person.toCipher, bodyCipher: one.bodyCipher, text: composed.text, valuesCipher: one.valuesCipher, templateVersionId: context.templateVersionId,
      });
    }
  }
  return { messages, others };
}

/** Refusals that were committed while the stretch was made still win. */
async function lastLook(client: PoolClient, messages: readonly ClaimedMessage[], campaign: PipelineCampaign, pack: RulePack, at: Date, deltas: TallyDeltas): Promise<readonly ClaimedMessage[]> {
  const refused = await refusedSince(client, messages, { purpose: campaign.purpose, channel: campaign.template.channel }, pack, at);
  await withholdRefused(client, messages.filter((one) => refused.has(one.id)), deltas);
  return messages.filter((one) => !refused.has(one.id));
}

/** What is paid for still leaves; only then the campaign stands still. */
async function budgetSpent(client: PoolClient, campaign: PipelineCampaign): Promise<Claim> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM campaign_tally WHERE campaign_id = $1::uuid AND state IN ('queued', 'deferred', 'submitting') AND count > 0 LIMIT 1", [campaign.id],
  );
  if (rowCount !== 0) return { kind: "left" };
  return { kind: "pause", reason: { code: "budget_spent", evidence: { budget: Number(campaign.budgetMicros ?? 0n) / 1e6 } } };
}

/** The first messages of the stretch that the campaign's budget still pays for; texts that are kept back cost nothing. */
async function withinBudget(client: PoolClient, campaign: PipelineCampaign, messages: readonly Routed[]): Promise<readonly Routed[]> {
  if (campaign.budgetMicros === null) return messages;
  const { rows } = await client.query<{ spent: string | null }>("SELECT sum(cost_micros)::text AS spent FROM campaign_tally WHERE campaign_id = $1::uuid", [campaign.id]);
  let left = campaign.budgetMicros - BigInt(rows[0]?.spent ?? "0");
  const end = messages.findIndex(({ composed }) => {
    left -= composed.costMicros;
    return left < 0n;
  });
  return end < 0 ? messages : messages.slice(0, end);
}
