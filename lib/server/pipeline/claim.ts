import "server-only";
import type { PoolClient } from "pg";
import type { StopReason } from "@/lib/domain/campaign/stops";
import { decide } from "@/lib/domain/policy/decide";
import type { DecisionFacts, TraceEntry } from "@/lib/domain/policy/facts";
import type { RulePack } from "@/lib/domain/policy/pack";
import type { AskedRuleId as RuleId } from "@/lib/domain/policy/rules";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { now } from "../clock";
import { isStopped, readCampaign, whyNotSend, type PipelineCampaign } from "./campaign";
import { withholdStretch } from "./cancel";
import { natureOf, variantFor } from "./compose";
import { historyNeeded, readHistory } from "./history";
import { refusalFlags, refusedCondition, withholdRefused } from "./last-look";
import { HELD_COLUMNS, toHeld, withholdAll, withholdDecided, type HeldMessage, type HeldRow } from "./move";
import { readPeople } from "./people";
import { readRegisters } from "./registers";
import { requeue } from "./requeue";
import { LOOK_BACK_DAYS } from "./sizes";
import { withholdUnregistered } from "./still-registered";
import type { NewBatch } from "./store";
import { claimStretch, type PreparedStretch } from "./stretch";
import { readSwitches } from "./switches";
import { TallyDeltas } from "./tally";
import { readTemplate, type SendableTemplate } from "./template";

/** A message that this worker, and no other, is about to hand to the carrier. */
export type ClaimedMessage = HeldMessage & {
  readonly toCipher: Uint8Array; readonly bodyCipher: Uint8Array;
  /** Where it was rendered a moment ago: nothing is opened that was just sealed. */
  readonly text: string | null;
  readonly valuesCipher: Uint8Array | null; readonly templateVersionId: string;
};

export type ClaimedBatch = {
  readonly id: string;
  readonly campaignId: string | null;
  readonly providerAccountId: string;
  readonly lane: "urgent" | "bulk";
  readonly messages: readonly ClaimedMessage[];
};

export type Claim =
  | { readonly kind: "claimed"; readonly batch: ClaimedBatch; /** Batches that were made on the way, for the queue. */ readonly more: readonly NewBatch[] }
  /** Somebody else has it, it is not due, its campaign is paused or everything is stopped: the batch stays as it is. */
  | { readonly kind: "left" }
  /** Nothing of it may be sent any more; the batch is done. */
  | { readonly kind: "settled"; readonly more: readonly NewBatch[] }
  | { readonly kind: "pause"; readonly reason: StopReason };

type BatchRow = { id: string; campaign_id: string | null; lane: "urgent" | "bulk"; provider_account_id: string; created_at: Date; from_ordinal: number | null; to_ordinal: number | null };
type Candidate = HeldMessage & { readonly valuesCipher: Uint8Array | null; readonly toCipher: Uint8Array | null; readonly bodyCipher: Uint8Array | null; readonly branchPath: string; readonly templateKey: string; readonly approvedText: string; readonly templateVersionId: string; readonly contentHash: string | null };

/**
 * Takes a batch for submission, in one transaction: is its campaign still running and what was approved, does every
 * rule still let each message go at this moment, has nobody refused. What passes is "submitting", with the number of its
 * attempt, before anything leaves; everything else is kept back or moved to its hour. A stretch of an audience is stored as
 * it was `prepared`, and left where it was not.
 */
export async function claimBatch(client: PoolClient, batchId: string, pack: RulePack, prepared: PreparedStretch | null = null): Promise<Claim> {
  const at = now();
  const { rows: owners } = await client.query<{ campaign_id: string | null }>("SELECT campaign_id FROM dispatch_batch WHERE id = $1::uuid AND state = 'pending'", [batchId]);
  const owner = owners[0];
  if (!owner) return { kind: "left" };
  // A prepared stretch brings its campaign; that it still runs is asked where it is stored.
  const campaign = owner.campaign_id === null ? null : prepared?.kind === "prepared" ? prepared.campaign : await readCampaign(client, owner.campaign_id);
  const { rows } = await client.query<BatchRow>(
    `SELECT id, campaign_id, lane, provider_account_id, created_at, from_ordinal, to_ordinal FROM dispatch_batch
     WHERE id = $1::uuid AND state = 'pending' AND (not_before IS NULL OR not_before <= $2) FOR UPDATE SKIP LOCKED`, [batchId, at],
  );
  const batch = rows[0];
  if (!batch) return { kind: "left" };
  const deltas = new TallyDeltas();
  if (campaign && batch.from_ordinal !== null && batch.to_ordinal !== null) {
    const stretch = { ...batch, from_ordinal: batch.from_ordinal, to_ordinal: batch.to_ordinal };
    if (campaign.state === "cancelled") {
      await withholdStretch(client, campaign, { from: stretch.from_ordinal, to: stretch.to_ordinal }, deltas);
      return settle(client, batch, deltas);
    }
    return prepared?.kind === "prepared" ? claimStretch(client, stretch, prepared) : (prepared ?? { kind: "left" });
  }
  const candidates = await readCandidates(client, batch);
  if (campaign?.state === "cancelled") {
    await withholdAll(client, candidates, "cancelled", deltas);
    return settle(client, batch, deltas);
  }
  const held = await whyHeld(client, campaign, candidates);
  if (held) return held;
  const lawful = campaign ? candidates : await withholdUnregistered(client, candidates, deltas, at);
  const willing = await askAgain(client, batch, campaign, lawful, pack, at, deltas);
  if (await isForShow(client, batch.provider_account_id)) {
    await withholdAll(client, willing, "dry_run", deltas);
    return settle(client, batch, deltas);
  }
  const claimed = await claimMessages(client, willing, pack, at);
  if (claimed.size === 0 && campaign && !(await isRunning(client, campaign.id))) {
    // Paused or cancelled a moment ago: what was decided so far stays, the rest of the batch waits.
    await deltas.write(client);
    return { kind: "left" };
  }
  const refused = willing.filter((one) => !claimed.has(one.id));
  await withholdRefused(client, refused, deltas);
  const messages = willing.filter((one) => claimed.has(one.id)).map((one) => submitting(one, at));
  if (messages.length === 0) return settle(client, batch, deltas);
  for (const one of willing) if (claimed.has(one.id)) deltas.moved(one, one.state, one.reason, "submitting", "");
  await client.query("UPDATE dispatch_batch SET state = 'claimed', claimed_at = $2, heartbeat_at = $2 WHERE id = $1::uuid", [batch.id, at]);
  await deltas.write(client);
  return { kind: "claimed", more: [], batch: { id: batch.id, campaignId: batch.campaign_id, providerAccountId: batch.provider_account_id, lane: batch.lane, messages } };
}

async function settle(client: PoolClient, batch: BatchRow, deltas: TallyDeltas): Promise<Claim> {
  await client.query("UPDATE dispatch_batch SET state = 'done', done_at = $2 WHERE id = $1::uuid", [batch.id, now()]);
  await deltas.write(client);
  return { kind: "settled", more: [] };
}

async function readCandidates(client: PoolClient, batch: BatchRow): Promise<Candidate[]> {
  const { rows } = await client.query<HeldRow & { values_cipher: Buffer | null; to_cipher: Buffer | null; body_cipher: Buffer | null; branch_path: string; key: string; text: string; version_id: string; content: string | null }>(
    `SELECT ${HELD_COLUMNS}, m.to_cipher, m.body_cipher, m.values_cipher, m.branch_path, t.key, concat_ws(E'\n', v.text, v.elder_text) AS text, v.id AS version_id, encode(m.content_index, 'base64') AS content
     FROM message m JOIN template_version v ON v.id = m.template_version_id JOIN template t ON t.id = v.template_id
     WHERE m.batch_id = $1::uuid AND m.id >= uuid_v7_floor($2::timestamptz) AND m.state IN ('queued', 'deferred') ORDER BY m.id FOR UPDATE OF m`,
    [batch.id, new Date(batch.created_at.getTime() - LOOK_BACK_DAYS * 86_400_000)],
  );
  return rows.map((row) => ({
    ...toHeld(row), valuesCipher: row.values_cipher, toCipher: row.to_cipher, bodyCipher: row.body_cipher, branchPath: row.branch_path, templateKey: row.key, approvedText: row.text, templateVersionId: row.version_id, contentHash: row.content,
  }));
}

async function whyHeld(client: PoolClient, campaign: PipelineCampaign | null, candidates: readonly Candidate[]): Promise<Claim | null> {
  const switches = await readSwitches(client);
  if (campaign) {
    if (campaign.state !== "running" || isStopped(switches, campaign.purpose)) return { kind: "left" };
    const reason = whyNotSend(campaign, switches, await readRegisters(client, now()));
    return reason ? { kind: "pause", reason } : null;
  }
  // Single notices of a customer's own accounts go on under the emergency stop; offers do not.
  return candidates.some((one) => one.purpose === "promotion") && switches.stopped ? { kind: "left" } : null;
}

/** Every rule once more, with the facts of this moment: hours, refusals, caps. Answers the messages that may go now. */
async function askAgain(
  client: PoolClient, batch: BatchRow, campaign: PipelineCampaign | null, candidates: readonly Candidate[], pack: RulePack, at: Date, deltas: TallyDeltas,
): Promise<Candidate[]> {
  const sample = candidates[0];
  if (!sample) return [];
  const ids = candidates.map((one) => one.customerId);
  const channel = sample.channel as Channel;
  const templates = await readTemplates(client, campaign, candidates);
  const asksFor = templates.get(sample.templateVersionId)?.asksFor ?? null;
  const provider = await readProvider(client, batch.provider_account_id);
  const people = await readPeople(client, ids, sample.purpose, channel, asksFor);
  const lookBack = historyNeeded(pack, sample.purpose, channel, at, asksFor);
  const history = lookBack === 0 ? new Map<string, never[]>()
    : await readHistory(client, ids, new Date(at.getTime() - lookBack), "left", candidates.map((one) => one.id));
  const willing: Candidate[] = [];
  const withheld: { message: HeldMessage; reason: RuleId; trace: readonly TraceEntry[] }[] = [];
  const waiting: { message: HeldMessage; rule: RuleId; until: Date }[] = [];
  for (const one of candidates) {
    const person = people.get(one.customerId);
    const template = templates.get(one.templateVersionId);
    if (!person || !template) {
      withheld.push({ message: one, reason: "closed_customer", trace: [] });
      continue;
    }
    const decision = decide(pack, {
      purpose: one.purpose, channel, campaignId: one.campaignId, templateKey: one.templateKey,
      branchInScope: campaign === null || person.branchPath.startsWith(campaign.branchPath), customer: person.facts,
      history: history.get(one.customerId) ?? [], contentHash: one.contentHash, audienceUsesScore: campaign?.usesScore ?? false, assessed: (campaign?.assessment ?? null) !== null, family: campaign?.family ?? null,
      // The amount is not kept with a message: the threshold was asked about when the message was made.
      provider, amountMicros: null, budget: null, plannedAt: one.createdAt, ...natureOf(template, variantFor(template, pack, person, at)),
    }, at);
    if (decision.outcome === "send") willing.push(one);
    else if (decision.outcome === "wait") waiting.push({ message: one, rule: decision.rule, until: decision.until });
    else withheld.push({ message: one, reason: decision.rule, trace: decision.trace });
  }
  await withholdDecided(client, withheld, deltas);
  await requeue(client, batch, waiting.map(({ message, rule, until }) => ({ message, state: "deferred", reason: rule, notBefore: until })), deltas, at);
  return willing;
}

/** The templates of a batch, each read once; a campaign has one. */
async function readTemplates(client: PoolClient, campaign: PipelineCampaign | null, candidates: readonly Candidate[]): Promise<ReadonlyMap<string, SendableTemplate>> {
  const templates = new Map<string, SendableTemplate>();
  if (campaign) templates.set(campaign.template.versionId, campaign.template);
  for (const { templateVersionId } of candidates) {
    const template = templates.has(templateVersionId) ? null : await readTemplate(client, templateVersionId);
    if (template) templates.set(templateVersionId, template);
  }
  return templates;
}

async function readProvider(client: PoolClient, accountId: string): Promise<DecisionFacts["provider"]> {
  const { rows } = await client.query<{ contract_ends_at: Date | null; takes_offers: boolean }>("SELECT contract_ends_at, takes_offers FROM provider_account WHERE id = $1::uuid", [accountId]);
  const row = rows[0];
  return row ? { contractEndsAt: row.contract_ends_at, takesOffers: row.takes_offers } : null;
}

/** The account records what would have been sent: everything up to the carrier happens, and nothing leaves. */
async function isForShow(client: PoolClient, accountId: string): Promise<boolean> {
  const { rows } = await client.query<{ dry_run: boolean }>("SELECT dry_run FROM provider_account WHERE id = $1::uuid", [accountId]);
  return rows[0]?.dry_run === true;
}

async function isRunning(client: PoolClient, campaignId: string): Promise<boolean> {
  const { rowCount } = await client.query("SELECT 1 FROM campaign WHERE id = $1::uuid AND state = 'running'", [campaignId]);
  return rowCount === 1;
}

/** The claiming statement itself: looks for refusals and for a pause once more, so that one committed a moment ago still wins. */
async function claimMessages(client: PoolClient, willing: readonly Candidate[], pack: RulePack, at: Date): Promise<ReadonlySet<string>> {
  const sample = willing[0];
  if (!sample) return new Set();
  const { shared, exempt } = refusalFlags(pack, sample.purpose, sample.channel as Channel, at);
  const { rows } = await client.query<{ id: string }>(
    `UPDATE message m SET state = 'submitting', reason = '', attempts = m.attempts + 1, submitted_at = $2, not_before = NULL
     WHERE m.id = ANY($1::uuid[]) AND m.state IN ('queued', 'deferred') AND m.body_cipher IS NOT NULL AND m.to_cipher IS NOT NULL
       AND ($5::uuid IS NULL OR EXISTS (SELECT FROM campaign c WHERE c.id = $5::uuid AND c.state = 'running'))
       AND NOT ${refusedCondition("$2", "$3", "$4")}
     RETURNING m.id`,
    [willing.map((one) => one.id), at, shared, exempt, sample.campaignId],
  );
  return new Set(rows.map((row) => row.id));
}

function submitting(one: Candidate, at: Date): ClaimedMessage {
  if (one.toCipher === null || one.bodyCipher === null) throw new Error(`message ${one.id} was claimed without text or number`);
  return { ...one, state: "submitting", reason: "", attempts: one.attempts + 1, submittedAt: at, toCipher: one.toCipher, bodyCipher: one.bodyCipher, text: null };
}
