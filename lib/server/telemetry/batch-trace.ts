import "server-only";
import { pool } from "../db/client";
import { step } from "./step";
import { currentTraceparent, isTracing, withSpan } from "./tracing";

/** Batches whose traces one application of receipts is written into: a carrier reports on many at once. */
const BATCHES_MAX = 32;

/** Sends a batch as a part of the trace that made it; asks for that trace only where tracing is on. */
export async function dispatchStep<T extends string>(batchId: string, run: () => Promise<T>): Promise<T> {
  const parent = isTracing() ? await traceparentOf(batchId) : null;
  return step("dispatch batch", { "batch.id": batchId }, async (span) => {
    const outcome = await run();
    span.note({ outcome });
    return outcome;
  }, { parent });
}

async function traceparentOf(batchId: string): Promise<string | null> {
  const { rows } = await pool().query<{ traceparent: string | null }>("SELECT traceparent FROM dispatch_batch WHERE id = $1::uuid", [batchId]);
  return rows[0]?.traceparent ?? null;
}

type Applied = { readonly references: ReadonlyMap<string, string> };

/** Applies a carrier's reports; where tracing is on, each batch concerned finds them in its own trace, and both point at each other. */
export function receiptsStep<T extends Applied>(accountId: string, receipts: number, run: () => Promise<T>): Promise<T> {
  return step("apply receipts", { "account.id": accountId, receipts }, async (span) => {
    const done = await run();
    span.note({ applied: done.references.size });
    if (isTracing() && done.references.size > 0) await noteInBatches([...new Set(done.references.values())]);
    return done;
  });
}

async function noteInBatches(messageIds: readonly string[]): Promise<void> {
  const { rows } = await pool().query<{ id: string; traceparent: string; messages: number }>(
    `SELECT b.id, b.traceparent, count(*)::int AS messages FROM message m JOIN dispatch_batch b ON b.id = m.batch_id
     WHERE m.id = ANY($1::uuid[]) AND b.traceparent IS NOT NULL GROUP BY b.id LIMIT $2`, [messageIds, BATCHES_MAX],
  );
  const here = currentTraceparent();
  for (const { id, traceparent, messages } of rows) {
    await withSpan("receipts applied", { "batch.id": id, messages }, () => Promise.resolve(), { parent: traceparent, links: here === null ? [] : [here] });
  }
}
