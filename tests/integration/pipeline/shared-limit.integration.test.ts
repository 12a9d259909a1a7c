import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { db, pool } from "@/lib/server/db/client";
import { takeInbound } from "@/lib/server/inbound/take";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { lineTakenFor, reserve } from "@/lib/server/pipeline/pace";
import { expectNothingTwice, expectSumsRight, tallyOf } from "./sums";
import { expandAll, expectOne, setClock, setStage, startCampaign, stateOf, takenFor } from "./stage";
import { endWorkers, manyCustomers, startWorker, until } from "./worker-process";

beforeEach(() => db().setting.deleteMany());
afterEach(async () => {
  vi.useRealTimers();
  await endWorkers();
});

describe("a carrier's limit", () => {
  it("gives everybody who reserves at once a place of their own, from any number of connections", async () => {
    const clients = await Promise.all(Array.from({ length: 3 }, async () => {
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
      await client.connect();
      return client;
    }));
    const [batch, perSecond, each] = [100, 2_000, 40];
    const [first] = (await pool().query<{ at: string }>("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at")).rows;
    await Promise.all(clients.map(async (client) => {
      for (let count = 0; count < each; count += 1) await reserve(client, "three", batch, perSecond);
    }));
    const [line] = (await pool().query<{ end: string; at: string }>("SELECT expire AS end, (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at FROM rate_limit WHERE key = 'pace:three'")).rows;
    const whole = (each * 3 * batch * 1_000) / perSecond;
    // The line is taken without a gap and without an overlap: from some instant in which they reserved, for exactly so long.
    expect(Number(line!.end) - whole).toBeGreaterThanOrEqual(Number(first!.at));
    expect(Number(line!.end) - whole).toBeLessThanOrEqual(Number(line!.at));
    await Promise.all(clients.map((client) => client.end()));
  });

  it("is kept by three workers together: never above it as the carrier counts, nothing refused, nothing lost", async () => {
    const [speed, customers] = [200, 1_600];
    const stage = await setStage(1, { receiptDelayMs: 20 });
    await manyCustomers(stage.branch, stage.people[0]!, customers - 1, "L");
    for (let count = 0; count < 3; count += 1) startWorker();
    // Every one has worked before it counts: a process that sends for the first time is slow.
    const warm = await startCampaign(stage.branch, "account", { speedLimit: 100_000 });
    await until(async () => (await stateOf(warm.id)) === "completed" && (await tallyOf(warm.id)).delivered === customers, 60);
    await pool().query("UPDATE provider_account SET speed_per_second = $2, settings = settings || $3 WHERE id = $1::uuid", [stage.account.id, speed, { lineSpeedPerSecond: speed }]);
    const [start] = (await pool().query<{ at: Date }>("SELECT clock_timestamp() AS at")).rows;
    const { id, frozen } = await startCampaign(stage.branch, "loan");
    expect(frozen).toBe(customers);
    await until(async () => (await stateOf(id)) === "completed", 60);
    const { rows } = await pool().query<{ ms: number; taken: number }>(
      `SELECT (extract(epoch FROM s.accepted_at - $2) * 1000)::float8 AS ms, row_number() OVER (ORDER BY s.accepted_at)::int AS taken
       FROM simulated_message s JOIN message m ON m.id = s.reference WHERE m.campaign_id = $1::uuid`, [id, start!.at],
    );
    expect(rows).toHaveLength(customers);
    // However the workers stumbled, the carrier had not more of it at any instant than its speed allows since the beginning, and one batch.
    expect(rows.filter(({ ms, taken }) => taken > speed * (ms / 1_000) + speed)).toEqual([]);
    expect((await pool().query("SELECT code FROM message_attempt WHERE outcome = 'refused'")).rows).toEqual([]);
    await expectNothingTwice();
    await expectSumsRight(id);
  }, 180_000);

  it("is kept where batches bunch up between their place in the line and the carrier", async () => {
    setClock(12);
    const stage = await setStage(40, { lineSpeedPerSecond: 10 }, 10);
    const { id } = await startCampaign(stage.branch, "account");
    const batches = await expandAll(id);
    expect(batches.map((one) => one.size)).toEqual([10, 10, 10, 10]);
    const outcomes = await Promise.all(batches.map(async (batch) => {
      // As if each had waited for its place, and all had been claimed at one instant.
      await pool().query("DELETE FROM rate_limit WHERE key LIKE 'pace:account:%'");
      return dispatchBatch(batch.id);
    }));
    expect(outcomes).toEqual(["sent", "sent", "sent", "sent"]);
    expect((await pool().query("SELECT code FROM message_attempt WHERE outcome = 'refused'")).rows).toEqual([]);
    expect(await tallyOf(id)).toEqual({ sent: 40 });
  });
});

/** A campaign whose only batch waits for a line of so many messages a second. */
async function oneBatch(customers: number, speed: number, purpose: "account" | "promotion") {
  setClock(12);
  const stage = await setStage(customers, {}, speed);
  const { id } = await startCampaign(stage.branch, purpose);
  return { stage, id, batch: expectOne(await expandAll(id)) };
}

describe("a refusal that arrives while a batch waits behind others at the carrier's door", () => {
  it("still stops its message, and nobody else's", async () => {
    const { stage, id, batch } = await oneBatch(4, 10, "promotion");
    // Two seconds' worth is on its way to the carrier.
    await reserve(pool(), `kept:${stage.account.id}`, 20, 10);
    const dispatched = dispatchBatch(batch.id);
    await sleep(500);
    await takeInbound(stage.account.id, [{ providerInboundId: "late", from: stage.people[0]!.phone, text: "R", at: new Date() }]);
    expect(await dispatched).toBe("sent");
    expect(await tallyOf(id)).toEqual({ sent: 3, withheld: 1 });
    expect(await takenFor(id)).not.toContain(stage.people[0]!.id);
    await expectSumsRight(id);
  });
});

describe("a batch whose account is slow", () => {
  it("stands in no long line, where it would keep a worker's place from other accounts, and goes when the line is short", async () => {
    const { stage, id, batch } = await oneBatch(3, 100, "account");
    const line = { accountId: stage.account.id, accountSpeed: 100, campaignId: id, campaignSpeed: null, lane: "bulk" as const };
    await reserve(pool(), `account:${stage.account.id}`, 360_000, 100);
    const before = await lineTakenFor(pool(), line);
    expect(await dispatchBatch(batch.id)).toBe("left");
    expect(await lineTakenFor(pool(), line)).toBeLessThanOrEqual(before);
    expect(await tallyOf(id)).toEqual({ pending: 3 });

    await pool().query("DELETE FROM rate_limit");
    await reserve(pool(), `account:${stage.account.id}`, 100, 100);
    expect(await dispatchBatch(batch.id)).toBe("sent");
    expect(await tallyOf(id)).toEqual({ sent: 3 });
  });
});

describe("a worker that is asked to end", () => {
  it("leaves a batch that waits for its line to others, untouched and at once", async () => {
    const { stage, id, batch } = await oneBatch(3, 100, "account");
    // Three seconds' worth stands before it.
    await reserve(pool(), `account:${stage.account.id}`, 300, 100);
    const stop = new AbortController();
    const dispatched = dispatchBatch(batch.id, { stopping: stop.signal });
    await sleep(200);
    stop.abort();
    expect(await dispatched).toBe("left");
    expect(await db().dispatchBatch.findUniqueOrThrow({ where: { id: batch.id }, select: { state: true, claimedAt: true } })).toEqual({ state: "pending", claimedAt: null });
    await pool().query("DELETE FROM rate_limit");
    expect(await dispatchBatch(batch.id)).toBe("sent");
    expect(await tallyOf(id)).toEqual({ sent: 3 });
  });
});
