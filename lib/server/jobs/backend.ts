import "server-only";
import type { QueueLane } from "./lanes";

export type QueueName = QueueLane;

/** A job only points at a row: the row is the truth. */
export type JobData = { readonly id: string };
export type JobOptions = { readonly jobId: string; readonly delay?: number };
export type NewJob = { readonly name: string; readonly data: JobData; readonly opts: JobOptions };

export type JobQueue = { addBulk(jobs: NewJob[]): Promise<unknown>; close(): Promise<void> };
export type JobWorker = { close(): Promise<void> };

/** Where the queues live. */
export type Backend = {
  readonly queue: (name: QueueName) => JobQueue;
  readonly worker: (name: QueueName, concurrency: number, run: (name: string, id: string) => Promise<void>) => JobWorker;
  readonly close: () => Promise<void>;
};

/** The queues' store does not answer: nothing is lost by it, since rows say what is to be done. */
export class QueueAway extends Error {
  override readonly name = "QueueAway";
}

// Also one that failed for good is forgotten: kept, it would stand in the way of the next job for the same row.
export const JOB_DEFAULTS = { removeOnComplete: true, removeOnFail: true, attempts: 8, backoff: { type: "exponential", delay: 1_000 } } as const;
// A worker that dies holds its jobs for this long. A job may be handed on any number of times: rows decide what is left to do.
export const WORKER_DEFAULTS = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000 } as const;
