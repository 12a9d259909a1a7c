import { beforeEach, describe, expect, it } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { GET as ready } from "@/app/api/ready/route";
import { beat, lastHeartbeats } from "@/lib/server/jobs/heartbeat";
import { WORKER_LANES, type WorkerLane } from "@/lib/server/jobs/lanes";
import { db, pool } from "@/lib/server/db/client";

async function ask(route: () => Promise<Response>) {
  const response = await route();
  return { status: response.status, body: (await response.json()) as unknown };
}

const lanesWithout = (...dead: WorkerLane[]) => Object.fromEntries(WORKER_LANES.map((lane) => [lane, dead.includes(lane) ? "failing" : "ok"]));
const well = { status: 200, body: { status: "ok", checks: { web: "ok", database: "ok", worker: "ok" }, lanes: lanesWithout() } };
const failing = (...dead: WorkerLane[]) => ({
  status: 503,
  body: { status: "failing", checks: { web: "ok", database: "ok", worker: "failing" }, lanes: lanesWithout(...dead) },
});
const others = WORKER_LANES.filter((lane) => lane !== "urgent");

/** As if nobody had said a word for half a minute. */
async function silence(...keys: string[]): Promise<void> {
  const longAgo = new Date(Date.now() - 31_000).toISOString();
  await db().setting.updateMany({ where: { key: { in: keys } }, data: { value: { at: longAgo } } });
}

beforeEach(() => pool().query("DELETE FROM setting WHERE key LIKE 'worker.heartbeat%'"));

describe("GET /api/health", () => {
  it("fails without a worker, and again once the worker is silent; /api/ready does not ask for one", async () => {
    expect(await ask(health)).toEqual(failing(...WORKER_LANES));
    await beat();
    expect(await ask(health)).toEqual(well);
    await silence("worker.heartbeat", ...WORKER_LANES.map((lane) => `worker.heartbeat.${lane}`));
    expect(await ask(health)).toEqual(failing(...WORKER_LANES));
    expect(await ask(ready)).toEqual({ status: 200, body: { status: "ok", checks: { web: "ok", database: "ok" } } });
  });

  it("names the lane whose only worker died, be it the one that does no upkeep", async () => {
    await beat(others);
    expect(await ask(health)).toEqual(failing("urgent"));
    await beat(["urgent"]);
    expect(await ask(health)).toEqual(well);
    await silence("worker.heartbeat.urgent");
    expect(await ask(health)).toEqual(failing("urgent"));
    await beat(["urgent"]);
    await silence("worker.heartbeat", ...others.map((lane) => `worker.heartbeat.${lane}`));
    expect(await ask(health)).toEqual(failing(...others));
  });

  it("takes the word of a worker of an earlier version, which names no lanes, for all of them, until one that names them lives", async () => {
    const word = { at: new Date().toISOString() };
    await db().setting.create({ data: { key: "worker.heartbeat", value: word, updatedBy: "system:worker" } });
    expect(await ask(health)).toEqual(well);
    await beat(["urgent"]);
    expect(await ask(health)).toEqual(failing(...others));
    // Back at the earlier version: what the newer one left behind is too old to count.
    await silence("worker.heartbeat.urgent");
    expect(await ask(health)).toEqual(well);
    expect((await lastHeartbeats()).urgent?.toISOString()).toBe(word.at);
  });
});
