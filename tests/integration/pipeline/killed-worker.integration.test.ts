import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/server/db/client";
import { lastWorkerHeartbeat } from "@/lib/server/jobs/heartbeat";
import { expectNothingTwice, expectSumsRight, tallyOf } from "./sums";
import { setStage, startCampaign, stateOf, takenFor } from "./stage";
import { endWorkers, exited, manyCustomers, startWorker, until } from "./worker-process";

afterEach(endWorkers);

describe("kill -9 of the worker in the middle of a campaign", () => {
  it("loses nobody and sends to nobody twice", async () => {
    const stage = await setStage(1, { receiptDelayMs: 20 }, 1_500);
    const [person] = stage.people;
    await manyCustomers(stage.branch, person!, 2_999);
    const { id, frozen } = await startCampaign(stage.branch, "account");
    expect(frozen).toBe(3_000);
    for (const share of [300, 1_200, 2_000]) {
      const worker = startWorker();
      await until(async () => (await pool().query("SELECT 1 FROM simulated_message OFFSET $1 LIMIT 1", [share])).rowCount === 1, 40);
      worker.kill("SIGKILL");
      await exited(worker);
      await expectSumsRight(id);
    }
    // What the dead workers held would be found after the usual silence; the test does not wait that long.
    await pool().query("UPDATE dispatch_batch SET heartbeat_at = heartbeat_at - interval '10 minutes' WHERE state = 'claimed'");
    const last = startWorker();
    await until(async () => (await stateOf(id)) === "completed", 60);
    await until(async () => (await tallyOf(id)).delivered === 3_000, 30);
    expect(new Set(await takenFor(id)).size).toBe(3_000);
    expect(await takenFor(id)).toHaveLength(3_000);
    await expectNothingTwice();
    await expectSumsRight(id);
    expect(await lastWorkerHeartbeat()).not.toBeNull();
    last.kill("SIGTERM");
    await exited(last);
    expect(last.exitCode).toBe(0);
    expect(await db().dispatchBatch.count({ where: { state: "claimed" } })).toBe(0);
  }, 180_000);
});

describe("a database that throws everybody out in the middle of a campaign", () => {
  it("is found again by the same worker, which finishes with nobody lost or sent to twice", async () => {
    const stage = await setStage(1, { receiptDelayMs: 20, seed: "again" }, 800);
    await manyCustomers(stage.branch, stage.people[0]!, 1_999, "R");
    const { id } = await startCampaign(stage.branch, "account");
    const worker = startWorker();
    for (const share of [200, 900, 1_500]) {
      await until(async () => (await takenFor(id)).length >= share, 40);
      await pool().query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()");
      await sleep(300);
      await expectSumsRight(id);
    }
    await until(async () => (await stateOf(id)) === "completed", 90);
    expect(worker.exitCode).toBeNull();
    await until(async () => {
      const { delivered = 0, failed = 0 } = await tallyOf(id);
      // A call to the carrier that the cut broke may end as failed after a while; until then it is uncertain.
      const { uncertain = 0 } = await tallyOf(id);
      return delivered + failed + uncertain === 2_000;
    }, 40);
    await expectNothingTwice();
    await expectSumsRight(id);
  }, 240_000);
});
