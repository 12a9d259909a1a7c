import "server-only";
import type { PoolClient } from "pg";
import type { StopReason } from "@/lib/domain/campaign/stops";
import type { RulePack } from "@/lib/domain/policy/pack";
import { readPrice, type ReadAccount } from "../carriers/accounts";
import { carrierTerms, driverNamed } from "../carriers/registry";
import { readRouter } from "../carriers/routing";
import { now } from "../clock";
import { inSqlTransaction } from "../db/transaction";
import { packInForce } from "../rules/queries";
import { settleCancelledChunk } from "./cancel";
import { moveCursor, nextRecipients, Overtaken } from "./cursor";
import { isStopped, readCampaign, whyNotSend, type PipelineCampaign } from "./campaign";
import { compose, type Composed, type Composition } from "./compose";
import { completeIfDone, pauseItself } from "./self-control";
import { historyNeeded, readHistory } from "./history";
import { readPeople } from "./people";
import { BATCH_MESSAGES, CHUNK_RECIPIENTS, PENDING_BATCHES_MAX } from "./sizes";
import { storeMessages, type NewBatch, type NewMessage } from "./store";
import { readRegisters } from "./registers";
import { readSwitches } from "./switches";
import { TallyDeltas } from "./tally";
import { readCells, valuesFor } from "./values";
import { missingPerson } from "./missing-person";

export type ExpandOptions = {
  readonly chunk?: number;
  readonly pendingMax?: number;
  /** Told of each chunk's batches after its commit: adds the queue's jobs. */
  readonly onBatches?: (batches: readonly NewBatch[]) => Promise<void>;
};

type Step =
  | { readonly kind: "stored"; readonly batches: readonly NewBatch[] }
  /** Nothing to do now: not running, stopped, enough waiting already, or another worker is at it. */
  | { readonly kind: "held" }
  | { readonly kind: "done" }
  | { readonly kind: "pause"; readonly reason: StopReason };

/** Turns a campaign's audience into messages, chunk by chunk, for as long as it may; safe to call at any time, any number of times. Answers how many chunks were stored. */
export async function expandCampaign(campaignId: string, options: ExpandOptions = {}): Promise<number> {
  let first = true;
  let chunks = 0;
  for (;;) {
    // Read before the transaction: a transaction never waits for a second connection of the pool.
    const pack = await packInForce();
    const step = await inSqlTransaction((client) => expandChunk(client, campaignId, { ...options, pack, recount: first })).catch((error: unknown): Step => {
      if (error instanceof Overtaken) return { kind: "stored", batches: [] };
      throw error;
    });
    first = false;
    if (step.kind === "stored") {
      chunks += 1;
      await options.onBatches?.(step.batches);
    } else {
      if (step.kind === "pause") await pauseItself(campaignId, step.reason);
      if (step.kind === "done") await completeIfDone(campaignId);
      return chunks;
    }
  }
}

type RoutedMessage = NewMessage & { readonly account: ReadAccount; readonly composed: Composed };
type ChunkOptions = ExpandOptions & { readonly pack: RulePack; readonly recount: boolean };

async function expandChunk(client: PoolClient, campaignId: string, options: ChunkOptions): Promise<Step> {
  // One at a time for each campaign, across processes; no row is locked, so pausing never waits for a chunk.
  const { rows: locks } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine", [`expand:${campaignId}`]);
  if (locks[0]?.mine !== true) return { kind: "held" };
  const campaign = await readCampaign(client, campaignId, { recount: options.recount });
  if (!campaign) return { kind: "held" };
  if (campaign.state === "cancelled") return settleCancelledChunk(client, campaign, options.chunk ?? CHUNK_RECIPIENTS);
  if (campaign.state !== "running") return { kind: "held" };
  const switches = await readSwitches(client);
  if (isStopped(switches, campaign.purpose)) return { kind: "held" };
  const registers = await readRegisters(client, now());
  const why = whyNotSend(campaign, switches, registers);
  if (why) return { kind: "pause", reason: why };
  if (await hasEnoughWaiting(client, campaignId, options.pendingMax ?? PENDING_BATCHES_MAX)) return { kind: "held" };
  return storeChunk(client, campaign, { pack: options.pack, registers }, options.chunk ?? CHUNK_RECIPIENTS);
}

async function hasEnoughWaiting(client: PoolClient, campaignId: string, pendingMax: number): Promise<boolean> {
  const { rows } = await client.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM dispatch_batch WHERE campaign_id = $1::uuid AND state = 'pending' AND (not_before IS NULL OR not_before <= $2)`,
    [campaignId, now()],
  );
  return (rows[0]?.waiting ?? 0) >= pendingMax;
}

async function storeChunk(client: PoolClient, campaign: PipelineCampaign, { pack, registers }: Pick<Composition, "pack" | "registers">, take: number): Promise<Step> {
  const at = now();
  const recipients = await nextRecipients(client, campaign, take);
  if (recipients.length === 0) return { kind: "done" };
  const { template } = campaign;
  const ids = recipients.map((row) => row.customer_id);
  const router = await readRouter(client, { wished: campaign.providerAccountId, channel: template.channel, at });
  const people = await readPeople(client, ids, campaign.purpose, template.channel, template.asksFor);
  const lookBack = historyNeeded(pack, campaign.purpose, template.channel, at, template.asksFor);
  const history = lookBack === 0 ? new Map<string, never[]>() : await readHistory(client, ids, new Date(at.getTime() - lookBack), "planned");
  const cells = await readCells(client, campaign.listId, campaign.bindings, ids);
  const shared = {
    template, campaignId: campaign.id, branchPath: campaign.branchPath, audienceUsesScore: campaign.usesScore, assessed: campaign.assessment !== null,
    family: campaign.family, pack, registers,
  };
  const ways = new Map<string, Composition>();
  const messages: RoutedMessage[] = [];
  for (const id of ids) {
    const person = people.get(id) ?? missingPerson(id, campaign);
    const route = router.choose({ key: id, purpose: campaign.purpose, branchPath: person.branchPath, toCipher: person.toCipher });
    // Everything that could take it rests for a minute: the chunk comes again, as it was.
    if (route.kind === "resting") return { kind: "held" };
    if (route.kind === "none") return { kind: "pause", reason: { code: "route_down", evidence: {} } };
    const { account } = route;
    const way = ways.get(account.id) ?? { ...shared, provider: account, ...carrierTerms(account), priceMicros: (await readPrice(client, account.id, campaign.purpose, at))?.micros ?? 0n };
    ways.set(account.id, way);
    messages.push({ account, person, composed: compose(way, person, valuesFor(campaign.bindings, person, cells.get(id)), history.get(id) ?? [], at) });
  }
  const affordable = await withinBudget(client, campaign, messages);
  if (affordable.length === 0) return budgetSpent(client, campaign);
  const deltas = new TallyDeltas();
  const batches: NewBatch[] = [];
  for (const accountId of ways.keys()) {
    const leaving = affordable.filter((one) => one.account.id === accountId);
    const account = leaving[0]?.account;
    if (!account) continue;
    const speed = Math.min(account.speedPerSecond, campaign.speedLimit ?? Infinity, BATCH_MESSAGES, driverNamed(account.driver).capabilities.maxPerCall);
    batches.push(...await storeMessages(client, {
      campaignId: campaign.id, templateVersionId: template.versionId, purpose: campaign.purpose, channel: template.channel, lane: "bulk",
      providerAccountId: accountId, batchMessages: speed, apiKeyId: null, now: at,
    }, leaving, deltas));
  }
  deltas.pending(campaign.id, -affordable.length);
  const last = recipients[affordable.length - 1];
  if (last) await moveCursor(client, campaign, last.ordinal);
  await deltas.write(client);
  return { kind: "stored", batches };
}

/** What is paid for still leaves; only then the campaign stands still. */
async function budgetSpent(client: PoolClient, campaign: PipelineCampaign): Promise<Step> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM campaign_tally WHERE campaign_id = $1::uuid AND state IN ('queued', 'deferred', 'submitting') AND count > 0 LIMIT 1", [campaign.id],
  );
  if (rowCount !== 0) return { kind: "held" };
  return { kind: "pause", reason: { code: "budget_spent", evidence: { budget: Number(campaign.budgetMicros ?? 0n) / 1e6 } } };
}

/** The first messages of the chunk that the campaign's budget still pays for; texts that are kept back cost nothing. */
async function withinBudget(client: PoolClient, campaign: PipelineCampaign, messages: readonly RoutedMessage[]): Promise<readonly RoutedMessage[]> {
  if (campaign.budgetMicros === null) return messages;
  const { rows } = await client.query<{ spent: string | null }>("SELECT sum(cost_micros)::text AS spent FROM campaign_tally WHERE campaign_id = $1::uuid", [campaign.id]);
  let left = campaign.budgetMicros - BigInt(rows[0]?.spent ?? "0");
  const end = messages.findIndex(({ composed }) => {
    left -= composed.costMicros;
    return left < 0n;
  });
  return end < 0 ? messages : messages.slice(0, end);
}
