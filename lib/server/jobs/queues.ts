import "server-only";
import { now } from "../clock";
import { pool } from "../db/client";
import { reportUnexpected } from "../logger";
import { QueueAway, type Backend, type JobQueue, type NewJob, type QueueName } from "./backend";
import { openBackend } from "./open-backend";

export type Lane = "urgent" | "bulk";
export type BatchToSend = { readonly id: string; readonly lane: Lane; readonly notBefore: Date | null };

type Open = { readonly backend: Backend; readonly queues: Map<QueueName, JobQueue> };

// One set a process, also when a development server evaluates this module again.
const store = globalThis as typeof globalThis & { hongyanQueues?: Open };

function queueNamed(name: QueueName): JobQueue {
  const open = (store.hongyanQueues ??= { backend: openBackend(0), queues: new Map() });
  let queue = open.queues.get(name);
  if (!queue) open.queues.set(name, (queue = open.backend.queue(name)));
  return queue;
}

/** Closes this process's queues. */
export async function closeQueues(): Promise<void> {
  const open = store.hongyanQueues;
  delete store.hongyanQueues;
  if (!open) return;
  for (const queue of open.queues.values()) await queue.close();
  await open.backend.close();
}

/** A job that cannot be added is no failure of the command that wanted it: its rows are committed, and the sweeper finds them. */
async function add(name: QueueName, jobs: NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  try {
    await queueNamed(name).addBulk(jobs);
  } catch (error) {
    // That it is away was logged when it went, not once for every job.
    if (!(error instanceof QueueAway)) reportUnexpected(error, { queue: name, jobs: jobs.length });
  }
}

const delayUntil = (at: Date | null) => (at === null ? {} : { delay: Math.max(0, at.getTime() - now().getTime()) });
// The same work has the same name: asked for twice, it waits once.
const job = (name: string, id: string, at: Date | null = null): NewJob => ({ name, data: { id }, opts: { jobId: `${name}-${id}`, ...delayUntil(at) } });

async function dispatchAll(batches: readonly BatchToSend[]): Promise<void> {
  for (const lane of ["urgent", "bulk"] as const) {
    await add(lane, batches.filter((batch) => batch.lane === lane).map((batch) => job("dispatch", batch.id, batch.notBefore)));
  }
}

async function pendingBatches(campaignId: string): Promise<BatchToSend[]> {
  const { rows } = await pool().query<{ id: string; lane: Lane }>(
    "SELECT id, lane FROM dispatch_batch WHERE campaign_id = $1::uuid AND state = 'pending' AND (not_before IS NULL OR not_before <= $2) LIMIT 500", [campaignId, now()],
  );
  return rows.map((row) => ({ ...row, notBefore: null }));
}

/** Asks the worker to do something; call it after the transaction has committed. */
export const enqueue = {
  /** Everything that a campaign can do now: after start, resume and cancel. */
  async campaign(campaignId: string): Promise<void> {
    await enqueue.expand(campaignId);
    await dispatchAll(await pendingBatches(campaignId));
  },
  expand: (campaignId: string) => add("campaigns", [job("expand", campaignId)]),
  /** Starts a scheduled campaign at its hour. */
  startCampaign: (campaignId: string, at: Date) => add("campaigns", [job("start", campaignId, at)]),
  dispatch: (batchId: string, lane: Lane, notBefore: Date | null) => dispatchAll([{ id: batchId, lane, notBefore }]),
  dispatchAll,
  import: (importId: string) => add("imports", [job("import", importId)]),
} as const;
