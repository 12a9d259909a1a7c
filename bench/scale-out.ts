import { appendFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { disconnect, pool } from "@/lib/server/db/client";
import { redisBinary, RedisServer } from "@/tests/integration/redis-server";
import { ownDatabase } from "./database";
import { atLeast, atMost, exactly, percentile, report, said, type Figure } from "./parts/figures";
import { BRIDGE_ADDRESS, BRIDGE_NET, makeHosts } from "./scale-out/namespaces";
import { familySeconds, machineSeconds, parentOf } from "./parts/processor-time";
import { countedByCarrier, ScaleStage } from "./scale-out/stage";
import { startWorkers } from "./scale-out/workers";

// What `npm run bench:scale-out` prints. 1. How many times as much two worker processes send as one, with a carrier that takes
// everything at once and with one that takes its time; on a machine of few cores PostgreSQL and the workers take turns on
// them, so the processor time of each is printed, too. 2. Whether one, two and three workers on hosts of their own (network
// namespaces) keep a carrier's limit together, with the queue in PostgreSQL and in Redis, as the carrier counts.

const { values } = parseArgs({ options: {
  size: { type: "string", default: "100000" }, rounds: { type: "string", default: "2" }, seconds: { type: "string", default: "24" },
  parts: { type: "string", default: "speed,latency,limit" }, json: { type: "string" },
} });
const [SIZE, ROUNDS, SECONDS] = [Number(values.size), Number(values.rounds), Number(values.seconds)];
const parts = values.parts.split(",");
const [WARM, LIMIT, CARRIER_MS, RATIO] = [4_000, 500, 200, 1.6];
const INSTANT = "bench/parts/instant-worker.ts";

const figures: Figure[] = [];
const middle = (all: readonly number[]) => (percentile(all, 0.5) + percentile(all, 0.49)) / 2;
const hosts = parts.includes("limit") ? makeHosts(3) : null;
const remove = await ownDatabase(hosts ? { listen: `127.0.0.1,${BRIDGE_ADDRESS}` } : {});
const { rows: [server] } = await pool().query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
const postmaster = parentOf(server?.pid ?? 0);
const stage = await ScaleStage.make();

/** Lets other hosts in, as a bank does for its workers. */
async function letHostsIn(): Promise<void> {
  const url = new URL(process.env.DATABASE_ADMIN_URL ?? "");
  Object.assign(url, { username: "postgres", password: "superuser" });
  const superuser = new pg.Client({ connectionString: url.href });
  await superuser.connect();
  const { rows } = await superuser.query<{ data_directory: string }>("SHOW data_directory");
  appendFileSync(path.join(rows[0]?.data_directory ?? "", "pg_hba.conf"), `host all all ${BRIDGE_NET} scram-sha-256\n`);
  await superuser.query("SELECT pg_reload_conf()");
  await superuser.end();
}

/** One measurement with fresh workers that have worked before it counts. */
async function measure(count: number, delayMs: number) {
  await stage.clear();
  const workers = await startWorkers({ count, file: INSTANT, env: { BENCH_CARRIER_MS: String(delayMs) } });
  await stage.run(WARM);
  await stage.clear();
  const before = { workers: workers.seconds(), database: familySeconds(postmaster), machine: machineSeconds() };
  const { messages, seconds } = await stage.run(SIZE);
  const used = { workers: workers.seconds() - before.workers, database: familySeconds(postmaster) - before.database };
  // What else ran here meanwhile: with a core taken away, nothing is said about a second worker.
  const others = Math.max(0, machineSeconds() - before.machine - used.workers - used.database) / seconds;
  await workers.stop();
  console.log(`  ${count} ${count === 1 ? "worker " : "workers"}: ${(messages / seconds).toFixed(0)} a second (${seconds.toFixed(1)} s); processor: workers ${used.workers.toFixed(1)} s, PostgreSQL ${used.database.toFixed(1)} s; others took ${others.toFixed(1)} of ${os.cpus().length} cores`);
  return { perSecond: messages / seconds, workerMs: (used.workers * 1_000) / messages, databaseMs: (used.database * 1_000) / messages, others };
}

async function compare(name: string, delayMs: number): Promise<void> {
  console.log(`${name}: ${SIZE.toLocaleString("en")} messages, ${ROUNDS} rounds each, in turn`);
  const [one, two]: [Awaited<ReturnType<typeof measure>>[], Awaited<ReturnType<typeof measure>>[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    one.push(await measure(1, delayMs));
    two.push(await measure(2, delayMs));
  }
  const speed = (runs: typeof one) => middle(runs.map((run) => run.perSecond));
  const ratio = speed(two) / speed(one);
  figures.push(said(`${name}, 1 worker`, speed(one), "messages/s"));
  figures.push(said(`${name}, 2 workers`, speed(two), "messages/s"));
  figures.push(atLeast(`${name}, 2 workers to 1`, ratio, "×", RATIO));
  // What one worker leaves of the machine is all that a second one can bring on it.
  const used = middle(one.map((run) => ((run.workerMs + run.databaseMs) * run.perSecond) / 1_000));
  figures.push(said(`${name}, cores that 1 worker and PostgreSQL use`, used, `of ${os.cpus().length}`));
  figures.push(said(`${name}, processor of workers, 1 worker`, middle(one.map((run) => run.workerMs)), "ms/message"));
  figures.push(said(`${name}, processor of workers, 2 workers`, middle(two.map((run) => run.workerMs)), "ms/message"));
  figures.push(said(`${name}, processor of PostgreSQL, 1 worker`, middle(one.map((run) => run.databaseMs)), "ms/message"));
  figures.push(said(`${name}, cores that others took meanwhile`, middle([...one, ...two].map((run) => run.others)), "cores"));
  figures.push(said(`${name}, processor of PostgreSQL, 2 workers`, middle(two.map((run) => run.databaseMs)), "ms/message"));
}

async function keepLimit(queue: string, count: number, redis: string | null): Promise<void> {
  const name = `limit ${LIMIT}/s, queue in ${queue}, ${count} on ${hosts ? "hosts of their own" : "one host"}`;
  await stage.clear();
  await stage.limit(1_000_000, null);
  const at = (url: string) => (hosts ? url.replace("127.0.0.1", BRIDGE_ADDRESS) : url);
  const env = { DATABASE_URL: at(process.env.DATABASE_URL ?? ""), ...(redis === null ? {} : { REDIS_URL: at(redis) }) };
  const workers = await startWorkers({ count, file: "worker.ts", env, hosts: hosts?.names });
  await stage.run(WARM);
  await stage.clear();
  await stage.limit(LIMIT, LIMIT);
  const before = machineSeconds() - workers.seconds() - familySeconds(postmaster);
  const { id, seconds } = await stage.run(LIMIT * SECONDS);
  const others = (machineSeconds() - workers.seconds() - familySeconds(postmaster) - before) / seconds;
  const seen = await countedByCarrier(id, LIMIT);
  await workers.stop();
  figures.push(said(`${name}: cores that others took meanwhile`, others, "cores"));
  figures.push(exactly(`${name}: accepted`, seen.perSecond, "messages/s", LIMIT, 0.03));
  figures.push(atMost(`${name}: most in any second`, seen.mostInASecond, "messages", LIMIT * 2));
  figures.push(exactly(`${name}: refused, too fast`, seen.refused, "messages", 0));
  figures.push(exactly(`${name}: sent twice`, seen.twice, "messages", 0));
}

try {
  if (hosts) await letHostsIn();
  if (parts.includes("speed")) await compare("carrier that answers at once", 0);
  if (parts.includes("latency")) await compare(`carrier that takes ${CARRIER_MS} ms a call`, CARRIER_MS);
  if (parts.includes("limit")) {
    for (const count of [1, 2, 3]) await keepLimit("PostgreSQL", count, null);
    if (redisBinary() === null) console.log("no redis-server and no valkey-server here: the limit with Redis was not measured");
    else {
      const redis = await RedisServer.start(["--protected-mode", "no", "--bind", "127.0.0.1", ...(hosts ? [BRIDGE_ADDRESS] : [])]);
      for (const count of [1, 2, 3]) await keepLimit("Redis", count, redis.url);
      await redis.remove();
    }
  }
} finally {
  report(figures, values.json);
  await disconnect();
  await remove();
  hosts?.remove();
}
process.exit(0);
