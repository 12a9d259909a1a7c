import "server-only";
import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import { encrypt } from "../crypto/cipher";
import { tracesToStore } from "../decisions/traces";
import type { Composed } from "./compose";
import { copyRows, type Cell } from "./copy";
import { currentTraceparent } from "../telemetry/tracing";
import type { PipelinePerson } from "./people";
import type { TallyDeltas } from "./tally";

/** What waits to be submitted together; a stretch of an audience (both ends belong to it) has no messages yet. */
export type NewBatch = {
  readonly id: string; readonly lane: "urgent" | "bulk"; readonly notBefore: Date | null; size: number; readonly stretch?: { readonly from: number; readonly to: number };
};

/** What all messages of one writing share. */
export type StoreContext = {
  readonly campaignId: string | null;
  readonly templateVersionId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly lane: "urgent" | "bulk";
  readonly providerAccountId: string;
  readonly batchMessages: number;
  readonly apiKeyId: string | null;
  readonly now: Date;
};

/** The batch that takes messages over as they are made: they are "submitting" at once, and nobody else can take them. */
export type ClaimedBy = { readonly batchId: string };

/** A message as it was stored. */
export type StoredMessage = { readonly id: string; readonly bodyCipher: Uint8Array | null; readonly valuesCipher: Uint8Array | null };

export type NewMessage = { readonly id?: string; readonly person: PipelinePerson; readonly composed: Composed };

const COLUMNS = [
  "id", "campaign_id", "customer_id", "branch_id", "branch_path", "template_version_id", "purpose", "channel", "state", "reason", "trace",
  "body_cipher", "to_cipher", "values_cipher", "contact_index", "content_index", "segments", "billing_segments", "cost_micros", "batch_id", "provider_account_id",
  "api_key_id", "attempts", "not_before", "created_at", "submitted_at", "final_at",
] as const;

/** Puts messages that may leave at the same time into batches of at most `size`. */
class Batches {
  readonly all: NewBatch[] = [];
  private readonly open = new Map<number, NewBatch>();

  constructor(private readonly lane: "urgent" | "bulk", private readonly size: number) {}

  take(notBefore: Date | null): string {
    const key = notBefore?.getTime() ?? 0;
    let batch = this.open.get(key);
    if (!batch || batch.size >= this.size) {
      batch = { id: uuidv7(), lane: this.lane, notBefore, size: 0 };
      this.open.set(key, batch);
      this.all.push(batch);
    }
    batch.size += 1;
    return batch.id;
  }
}

/**
 * Writes messages and their batches, and counts them; the caller's transaction makes it one step. What may leave now is
 * taken by `claimedBy` where that is given, else it waits in batches of its own. Answers the new batches, and the messages
 * in the order given.
 */
export async function storeMessages(
  client: PoolClient, context: StoreContext, messages: readonly NewMessage[], deltas: TallyDeltas, claimedBy: ClaimedBy | null = null,
): Promise<{ readonly batches: NewBatch[]; readonly stored: readonly StoredMessage[] }> {
  const batches = new Batches(context.lane, context.batchMessages);
  const stored: StoredMessage[] = [];
  const traces = await tracesToStore(client, messages.map(({ composed }) => composed.trace));
  const rows = messages.map(({ id, person, composed }, index): Cell[] => {
    const isTaken = claimedBy !== null && composed.state === "queued";
    const state = isTaken ? "submitting" : composed.state;
    const waits = composed.state === "queued" || composed.state === "deferred";
    const batchId = isTaken ? claimedBy.batchId : waits ? batches.take(composed.until) : null;
    deltas.born({
      campaignId: context.campaignId, branchId: person.branchId, createdAt: context.now, purpose: context.purpose, channel: context.channel,
      segments: composed.segments, billingSegments: composed.billingSegments, costMicros: composed.costMicros,
    }, state, composed.reason);
    const one: StoredMessage = {
      id: id ?? uuidv7({ msecs: context.now.getTime() }), bodyCipher: composed.text === null ? null : encrypt(composed.text, "message.body"),
      valuesCipher: composed.filled === null ? null : encrypt(JSON.stringify(composed.filled), "message.values"),
    };
    stored.push(one);
    return [
      one.id, context.campaignId, person.id, person.branchId, person.branchPath, context.templateVersionId, context.purpose, context.channel,
      state, composed.reason, traces[index] ?? "[]",
      one.bodyCipher, person.toCipher, one.valuesCipher, person.contactIndex, composed.contentIndex,
      composed.segments, composed.billingSegments, composed.costMicros, batchId, waits ? context.providerAccountId : null,
      context.apiKeyId, isTaken ? 1 : 0, composed.until, context.now, isTaken ? context.now : null, waits ? null : context.now,
    ];
  });
  await copyRows(client, "message", COLUMNS, rows);
  await storeBatches(client, context, batches.all);
  return { batches: batches.all, stored };
}

/** Writes batches that are to be submitted. */
export async function storeBatches(
  client: PoolClient, context: Pick<StoreContext, "campaignId" | "providerAccountId" | "now">, batches: readonly NewBatch[],
): Promise<void> {
  if (batches.length === 0) return;
  await client.query(
    `INSERT INTO dispatch_batch (id, campaign_id, lane, provider_account_id, size, not_before, from_ordinal, to_ordinal, created_at, traceparent)
     SELECT b.id, $2::uuid, b.lane, $3::uuid, b.size, b.not_before, b.from_ordinal, b.to_ordinal, $4::timestamptz, $10::text
     FROM unnest($1::uuid[], $5::text[], $6::int[], $7::timestamptz[], $8::int[], $9::int[]) AS b(id, lane, size, not_before, from_ordinal, to_ordinal)`,
    [
      batches.map((one) => one.id), context.campaignId, context.providerAccountId, context.now,
      batches.map((one) => one.lane), batches.map((one) => one.size), batches.map((one) => one.notBefore),
      batches.map((one) => one.stretch?.from ?? null), batches.map((one) => one.stretch?.to ?? null), currentTraceparent(),
    ],
  );
}
