import "server-only";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import { JOB_DEFAULTS, QueueAway, WORKER_DEFAULTS, type Backend, type JobData } from "./backend";
import type { RedisAddress } from "./redis-address";
import { closeRedis, connectRedis, type RedisConnection } from "./redis-connection";
import { noteQueueFault, reported } from "./reported";

/** Longest that a request waits for a job to be added: then the sweeper adds it. */
const ADD_WITHIN_MS = 1_000;
/** After that nobody tries for so long, unless the connection says that it is back. */
const AWAY_MS = 5_000;
/** Longest that a worker which is asked to end waits for Redis to hear of its last jobs. */
const FAREWELL_MS = 3_000;

/** Settles like the promise, or as refused when the time is over. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).then(() => Promise.reject(new QueueAway()));
  late.catch(() => undefined);
  return Promise.race([promise, late]).finally(() => over.abort());
}

/** Lets through who adds jobs: the first one of a process waits for the connection, those who know that Redis is away do not wait. */
function gateOf(connection: RedisConnection) {
  let closedUntil = 0;
  const shut = () => (closedUntil = performance.now() + AWAY_MS);
  connection.on("ready", () => (closedUntil = 0));
  connection.on("close", shut);
  return async <T>(add: () => Promise<T>): Promise<T> => {
    if (performance.now() < closedUntil) throw new QueueAway();
    try {
      if (connection.status !== "ready") await within(ADD_WITHIN_MS, once(connection, "ready"));
      return await within(ADD_WITHIN_MS, add());
    } catch (error) {
      // Lost while the job was handed over: whether it is there nobody knows, and the same job added again waits once.
      if (connection.status === "ready" && !(error instanceof QueueAway)) throw error;
      shut();
      throw new QueueAway();
    }
  };
}

/** Keeps the queues in Redis or Valkey. Keys begin with `{prefix}`: all of them live in one slot of a cluster. */
export function onRedis(address: RedisAddress, prefix: string): Backend {
  const keys = `{${prefix}}`;
  const connections: RedisConnection[] = [];
  // One connection a process for each role; every BullMQ worker adds one of its own, on which it waits for jobs.
  const opened = (role: "worker" | "producer") => {
    const connection = connectRedis(address, role);
    connections.push(connection);
    return connection;
  };
  let adding: { readonly connection: RedisConnection; readonly gate: ReturnType<typeof gateOf> } | undefined;
  let working: RedisConnection | undefined;
  const base = { prefix: keys, skipVersionCheck: true } as const;
  return {
    queue(name) {
      if (!adding) {
        const connection = opened("producer");
        adding = { connection, gate: gateOf(connection) };
      }
      const { connection, gate } = adding;
      const queue = new Queue<JobData, void>(name, { ...base, connection, defaultJobOptions: JOB_DEFAULTS, skipMetasUpdate: true });
      queue.on("error", noteQueueFault);
      return {
        addBulk: (jobs) => gate(() => queue.addBulk(jobs)),
        close: () => queue.close(),
      };
    },
    worker(name, concurrency, run) {
      const connection = (working ??= opened("worker"));
      const running = new Set<Promise<void>>();
      const worker = new Worker<JobData, void>(name, async (job) => {
        const one = reported(job.name, job.data.id, run);
        running.add(one);
        await one.finally(() => running.delete(one));
      }, { ...base, connection, concurrency, ...WORKER_DEFAULTS });
      worker.on("error", noteQueueFault);
      return {
        async close() {
          const closing = worker.close();
          const ownPart = async () => {
            while (running.size > 0) await Promise.allSettled(running);
            // Everything at hand is done and in its rows; a Redis that is away must not keep the process from ending.
            await sleep(FAREWELL_MS, undefined, { ref: false });
          };
          await Promise.race([closing, ownPart()]);
        },
      };
    },
    async close() {
      await Promise.all(connections.splice(0).map(closeRedis));
    },
  };
}
