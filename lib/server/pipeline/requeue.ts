import "server-only";
import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import type { MessageReason } from "@/lib/domain/message/reasons";
import type { HeldMessage } from "./move";
import { storeBatches, type NewBatch } from "./store";
import type { TallyDeltas } from "./tally";

/** A message that goes back to wait for its hour (`deferred`) or for another try (`queued`). */
export type Requeued = { readonly message: HeldMessage; readonly state: "deferred" | "queued"; readonly reason: MessageReason | ""; readonly notBefore: Date };

type Origin = { readonly campaign_id: string | null; readonly lane: "urgent" | "bulk"; readonly provider_account_id: string };

/** Puts messages into new batches, one for each instant at which they may leave; the sweeper brings them when it has come. */
export async function requeue(client: PoolClient, origin: Origin, requeued: readonly Requeued[], deltas: TallyDeltas, at: Date): Promise<void> {
  if (requeued.length === 0) return;
  const batches = new Map<number, NewBatch>();
  const batchIds = requeued.map(({ notBefore }) => {
    const key = notBefore.getTime();
    const batch: NewBatch = batches.get(key) ?? { id: uuidv7(), lane: origin.lane, notBefore, size: 0 };
    batch.size += 1;
    batches.set(key, batch);
    return batch.id;
  });
  await client.query(
    `UPDATE message m SET state = d.state, reason = d.reason, batch_id = d.batch, not_before = d.not_before
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::timestamptz[]) AS d(id, state, reason, batch, not_before)
     WHERE m.id = d.id AND m.id = ANY($1::uuid[])`,
    [requeued.map((one) => one.message.id), requeued.map((one) => one.state), requeued.map((one) => one.reason), batchIds, requeued.map((one) => one.notBefore)],
  );
  for (const { message, state, reason } of requeued) deltas.moved(message, message.state, message.reason, state, reason);
  await storeBatches(client, { campaignId: origin.campaign_id, providerAccountId: origin.provider_account_id, now: at }, [...batches.values()]);
}
