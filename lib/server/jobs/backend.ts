import "server-only";
import { createPostgresBackend, Queue as RedisQueue, withBackend, Worker as RedisWorker, type PostgresConnectionOptions } from "bullmq";
import pg from "pg";
import { environment } from "../env";
import { logger, reportUnexpected } from "../logger";

/** Two lanes for sending, so that a full bulk lane never delays an urgent message; campaigns and imports have their own. */
export type QueueName = "urgent" | "bulk" | "campaigns" | "imports";

/** A job only points at a row: the row is the truth. */
export type JobData = { readonly id: string };
export type JobOptions = { readonly jobId: string; readonly delay?: number };
export type NewJob = { readonly name: string; readonly data: JobData; readonly opts: JobOptions };

export type JobQueue = { addBulk(jobs: NewJob[]): Promise<unknown>; close(): Promise<void> };
export type JobWorker = { close(force?: boolean): Promise<void> };

export type Backend = {
  readonly queue: (name: QueueName) => JobQueue;
  readonly worker: (name: QueueName, concurrency: number, run: (name: string, id: string) => Promise<void>) => JobWorker;
  readonly close: () => Promise<void>;
};

const JOB_DEFAULTS = { removeOnComplete: true, removeOnFail: { age: 7 * 86_400 }, attempts: 8, backoff: { type: "exponential", delay: 1_000 } } as const;
// A worker that dies holds its jobs for this long. A job may be handed on any number of times: rows decide what is left to do.
const WORKER_DEFAULTS = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000 } as const;

const note = (error: Error) => logger().warn({ kind: error.name, code: (error as { code?: unknown }).code ?? null }, "job queue");

function onPostgres(url: string, connections: number): Backend {
  // BullMQ lives in a schema of its own, over connections of its own.
  const pool = new pg.Pool({ connectionString: url, options: "-c search_path=bullmq", keepAlive: true, max: connections });
  pool.on("error", () => undefined);
  // A pg.Pool is what BullMQ asks for; its declaration of one only spells optional properties differently.
  const connection = pool as unknown as PostgresConnectionOptions;
  const { Queue, Worker } = withBackend(createPostgresBackend);
  return {
    queue(name) {
      const queue = new Queue<JobData, void>(name, { connection, defaultJobOptions: JOB_DEFAULTS });
      queue.on("error", note);
      return queue;
    },
    worker(name, concurrency, run) {
      const worker = new Worker<JobData, void>(name, (job) => reported(job.name, job.data.id, run), { connection, concurrency, ...WORKER_DEFAULTS });
      worker.on("error", note);
      return worker;
    },
    close: () => pool.end(),
  };
}

function onRedis(url: string): Backend {
  const connection = { url, maxRetriesPerRequest: null };
  return {
    queue(name) {
      const queue = new RedisQueue<JobData, void>(name, { connection, defaultJobOptions: JOB_DEFAULTS });
      queue.on("error", note);
      return queue;
    },
    worker(name, concurrency, run) {
      const worker = new RedisWorker<JobData, void>(name, (job) => reported(job.name, job.data.id, run), { connection, concurrency, ...WORKER_DEFAULTS });
      worker.on("error", note);
      return worker;
    },
    close: () => Promise.resolve(),
  };
}

/** What the id of a job is called in a line of the log, so that a search for a campaign or a batch finds it. */
const SUBJECT: Readonly<Record<string, string>> = { dispatch: "batchId", expand: "campaignId", start: "campaignId", import: "importId" };

/** Runs a job; what fails is logged with what it was about, and left to the queue to try again. */
export async function reported(name: string, id: string, run: (name: string, id: string) => Promise<void>): Promise<void> {
  try {
    await run(name, id);
  } catch (error) {
    reportUnexpected(error, { job: name, [SUBJECT[name] ?? "id"]: id });
    throw error;
  }
}

/** Opens the queues' store: Redis where REDIS_URL names one, else PostgreSQL. Every worker of a process needs a connection of its own. */
export function openBackend(workers: number): Backend {
  const { DATABASE_URL, REDIS_URL } = environment();
  return REDIS_URL ? onRedis(REDIS_URL) : onPostgres(DATABASE_URL, workers === 0 ? 4 : workers + 8);
}
