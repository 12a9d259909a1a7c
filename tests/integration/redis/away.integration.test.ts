import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { db, pool } from "@/lib/server/db/client";
import { closeQueues, enqueue } from "@/lib/server/jobs/queues";
import { setStage, startCampaign, stateOf, takenFor } from "../pipeline/stage";
import { expectNothingTwice, expectSumsRight, tallyOf } from "../pipeline/sums";
import { endWorkers, manyCustomers, startWorker, until } from "../pipeline/worker-process";
import { redisBinary, RedisServer } from "../redis-server";

const REFUSED_WITHIN_MS = 3_000;

describe.skipIf(redisBinary() === null)("a Redis that goes away", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
    process.env.REDIS_URL = redis.url;
  });
  afterEach(async () => {
    await endWorkers();
    await closeQueues();
  });
  afterAll(() => redis.remove());

  const ask = async (count: number) => {
    const started = performance.now();
    for (let index = 0; index < count; index += 1) await enqueue.dispatch(crypto.randomUUID(), "urgent", null);
    return performance.now() - started;
  };

  it("keeps no request waiting: not where it is dead, not where it does not answer, not at the first request of a process", async () => {
    await ask(1);
    redis.running.kill("SIGSTOP");
    expect(await ask(20)).toBeLessThan(REFUSED_WITHIN_MS);
    redis.running.kill("SIGCONT");
    await redis.kill();
    expect(await ask(20)).toBeLessThan(REFUSED_WITHIN_MS);
    await closeQueues();
    expect(await ask(20)).toBeLessThan(REFUSED_WITHIN_MS);
    await redis.up();
    const batches = async () => {
      await ask(1);
      const { Redis } = await import("ioredis");
      const client = new Redis(redis.port);
      const keys = await client.keys("*:urgent:dispatch-*");
      client.disconnect();
      return keys.length;
    };
    // Back again, it is used again, without a restart.
    await vi.waitFor(async () => expect(await batches()).toBeGreaterThan(0), { timeout: 15_000, interval: 200 });
  }, 60_000);

  it("costs a campaign time and nothing else: emptied, stopped, dead and empty again, with a worker killed on top", async () => {
    const customers = 4_000;
    const stage = await setStage(1, { receiptDelayMs: 20, seed: "away" }, 600);
    await manyCustomers(stage.branch, stage.people[0]!, customers - 1, "A");
    const { id, frozen } = await startCampaign(stage.branch, "account");
    expect(frozen).toBe(customers);
    const first = startWorker();
    const taken = (share: number) => until(async () => (await pool().query("SELECT 1 FROM simulated_message OFFSET $1 LIMIT 1", [share])).rowCount === 1, 60);
    const { Redis } = await import("ioredis");
    const client = new Redis(redis.port, { maxRetriesPerRequest: null });
    client.on("error", () => undefined);
    for (const share of [200, 700]) {
      await taken(share);
      await client.flushall();
    }
    await taken(1_300);
    redis.running.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    redis.running.kill("SIGCONT");
    await taken(1_900);
    await redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await expectSumsRight(id);
    await redis.up();
    await taken(2_600);
    await redis.kill();
    first.kill("SIGKILL");
    await redis.up();
    startWorker();
    await pool().query("UPDATE dispatch_batch SET heartbeat_at = heartbeat_at - interval '10 minutes' WHERE state = 'claimed'");
    await until(async () => (await stateOf(id)) === "completed", 90);
    await until(async () => (await tallyOf(id)).delivered === customers, 60);
    client.disconnect();
    expect(new Set(await takenFor(id)).size).toBe(customers);
    await expectNothingTwice();
    await expectSumsRight(id);
    expect(await db().dispatchBatch.count({ where: { state: { not: "done" } } })).toBe(0);
  }, 240_000);

  it("does not keep a worker from ending", async () => {
    const started = new Date();
    const worker = startWorker();
    await until(async () => (await db().setting.count({ where: { key: "worker.heartbeat", updatedAt: { gt: started } } })) === 1, 30);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await redis.kill();
    const ended = new Promise<number | null>((resolve) => worker.once("exit", (code) => resolve(code)));
    worker.kill("SIGTERM");
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve("still there"), 15_000))])).toBe(0);
    await redis.up();
  }, 60_000);
});
