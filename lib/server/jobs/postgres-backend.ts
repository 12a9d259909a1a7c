import "server-only";
import { createPostgresBackend, withBackend, type PostgresConnectionOptions } from "bullmq";
import pg from "pg";
import { JOB_DEFAULTS, WORKER_DEFAULTS, type Backend, type JobData } from "./backend";
import { noteQueueFault, reported } from "./reported";

/** Keeps the queues in PostgreSQL: in a schema of their own, over connections of their own. */
export function onPostgres(url: string, connections: number): Backend {
  const pool = new pg.Pool({ connectionString: url, options: "-c search_path=bullmq", keepAlive: true, max: connections });
  pool.on("error", () => undefined);
  // A pg.Pool is what BullMQ asks for; its declaration of one only spells optional properties differently.
  const connection = pool as unknown as PostgresConnectionOptions;
  const { Queue, Worker } = withBackend(createPostgresBackend);
  return {
    queue(name) {
      const queue = new Queue<JobData, void>(name, { connection, defaultJobOptions: JOB_DEFAULTS });
      queue.on("error", noteQueueFault);
      return queue;
    },
    worker(name, concurrency, run) {
      const worker = new Worker<JobData, void>(name, (job) => reported(job.name, job.data.id, run), { connection, concurrency, ...WORKER_DEFAULTS });
      worker.on("error", noteQueueFault);
      return worker;
    },
    close: () => pool.end(),
  };
}
