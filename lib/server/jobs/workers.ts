import "server-only";
import { setMaxListeners } from "node:events";
import { pool } from "../db/client";
import { now } from "../clock";
import { dispatchBatch } from "../pipeline/dispatch";
import { expandCampaign } from "../pipeline/expand";
import { startScheduled } from "../pipeline/self-control";
import { PENDING_BATCHES_MAX } from "../pipeline/sizes";
import type { JobWorker } from "./backend";
import { QUEUE_LANES, WORKER_LANES, type QueueLane, type WorkerLane } from "./lanes";
import { openBackend } from "./open-backend";
import { enqueue } from "./queues";

export type WorkerHandlers = { readonly import: (importId: string) => Promise<void> };

/** Messages are handed over by at most so many jobs of a process at once. */
const CONCURRENCY = { urgent: 4, bulk: 8, campaigns: 2, imports: 1 } as const;

async function runDispatch(batchId: string, stopping: AbortSignal): Promise<void> {
  await dispatchBatch(batchId, { stopping, onBatches: (batches) => enqueue.dispatchAll(batches) });
  const campaignId = await campaignToContinue(batchId);
  if (campaignId !== null) await enqueue.expand(campaignId);
}

/** Expansion stops while enough waits; half of it gone, it goes on. */
async function campaignToContinue(batchId: string): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT c.id FROM dispatch_batch b JOIN campaign c ON c.id = b.campaign_id
     WHERE b.id = $1::uuid AND c.state = 'running' AND c.cursor < c.frozen_count AND (
       SELECT count(*) FROM (SELECT FROM dispatch_batch p WHERE p.campaign_id = c.id AND p.state = 'pending' AND (p.not_before IS NULL OR p.not_before <= $2) LIMIT $3) few) < $3`,
    [batchId, now(), PENDING_BATCHES_MAX / 2],
  );
  return rows[0]?.id ?? null;
}

async function runCampaign(name: string, campaignId: string, stopping: AbortSignal): Promise<void> {
  if (name === "start") await startScheduled(campaignId);
  await expandCampaign(campaignId, { isStopping: () => stopping.aborted, onBatches: (batches) => enqueue.dispatchAll(batches) });
}

/** Starts this process's share of the work, the lanes named; answers how to stop it after what it is at. */
export function startWorkers(handlers: WorkerHandlers, lanes: readonly WorkerLane[] = WORKER_LANES): () => Promise<void> {
  const queues = QUEUE_LANES.filter((lane) => lanes.includes(lane));
  const backend = openBackend(queues.length);
  const stop = new AbortController();
  // Every batch that waits for its line listens.
  setMaxListeners(0, stop.signal);
  const dispatch = (_name: string, id: string) => runDispatch(id, stop.signal);
  const runs: Readonly<Record<QueueLane, (name: string, id: string) => Promise<void>>> = {
    urgent: dispatch,
    bulk: dispatch,
    campaigns: (name, id) => runCampaign(name, id, stop.signal),
    imports: (_name, id) => handlers.import(id),
  };
  const workers: JobWorker[] = queues.map((lane) => backend.worker(lane, CONCURRENCY[lane], runs[lane]));
  return async () => {
    stop.abort();
    await Promise.all(workers.map((worker) => worker.close()));
    await backend.close();
  };
}
