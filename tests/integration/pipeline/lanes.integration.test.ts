import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { storeCallbacks } from "@/lib/server/carriers/callbacks/store";
import { db } from "@/lib/server/db/client";
import { lastHeartbeats, lastWorkerHeartbeat } from "@/lib/server/jobs/heartbeat";
import { closeQueues, enqueue } from "@/lib/server/jobs/queues";
import { requestMessage } from "@/lib/server/messages/commands";
import { makeTemplate } from "@/prisma/factories/campaign";
import { noonZone } from "@/prisma/factories/customer";
import { makeActor } from "@/prisma/factories/organisation";
import { setStage, startCampaign, stateOf, takenFor } from "./stage";

const workers: ChildProcess[] = [];

function startWorker(lanes: string): ChildProcess {
  const worker = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "worker.ts"], {
    env: { ...process.env, WORKER_LANES: lanes, LOG_LEVEL: "error", NODE_OPTIONS: "" }, stdio: ["ignore", "ignore", "pipe"],
  });
  workers.push(worker);
  return worker;
}

async function until(condition: () => Promise<boolean>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error("waited too long");
    await sleep(50);
  }
}

const exited = (worker: ChildProcess) => new Promise<void>((resolve) => (worker.exitCode !== null || worker.signalCode !== null ? resolve() : worker.once("exit", () => resolve())));

afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.kill("SIGTERM");
    await exited(worker);
  }
  await closeQueues();
});

describe("a worker that is kept for the urgent lane", () => {
  it("sends single messages and leaves campaigns and what goes by the clock to a worker of the other lanes", async () => {
    const stage = await setStage(2);
    await db().customer.updateMany({ where: { branchId: stage.branch.id }, data: { timeZone: noonZone() } });
    const actor: Authorized<"message:send"> = await makeActor(stage.branch, ["officer"]);
    const template = await makeTemplate(stage.branch, { purpose: "loan" });
    const { id: campaignId } = await startCampaign(stage.branch, "account");
    const before = await lastWorkerHeartbeat();
    startWorker("urgent");
    await enqueue.campaign(campaignId);
    const asked = await requestMessage(actor, { template: template.key, customer: stage.people[0]!.number, variables: {} });
    const messageId = asked.ok ? asked.value.id : "";
    const messageState = async () => (await db().message.findFirstOrThrow({ where: { id: messageId }, select: { state: true } })).state;
    await until(async () => (await messageState()) === "sent", 30);
    expect(await takenFor(campaignId)).toEqual([]);
    expect(await stateOf(campaignId)).toBe("running");
    // It says that it lives for its own lane; the word of a worker that does upkeep is none of its.
    expect(await lastWorkerHeartbeat()).toEqual(before);
    const lanes = await lastHeartbeats();
    expect(lanes.urgent).not.toBeNull();
    expect(lanes.bulk).toBeNull();

    startWorker("bulk,campaigns,imports");
    await until(async () => (await stateOf(campaignId)) === "completed", 30);
    expect(await takenFor(campaignId)).toHaveLength(2);
    await until(async () => (await messageState()) === "delivered", 30);
  }, 120_000);
});

describe("a worker that is kept for what carriers tell us", () => {
  it("reads it while workers of the other lanes leave it alone, and sends nothing", async () => {
    const stage = await setStage(2);
    await db().customer.updateMany({ where: { branchId: stage.branch.id }, data: { timeZone: noonZone() } });
    const { id: first } = await startCampaign(stage.branch, "account");
    // Nobody can read it, so that it shows when somebody tried.
    await storeCallbacks([{ accountId: stage.account.id, kind: "receipts", request: { path: "/receipts", headers: {}, body: "no report" } }]);
    const tries = async () => (await db().carrierCallback.findFirstOrThrow({ where: { providerAccountId: stage.account.id }, select: { failures: true } })).failures;
    const sender = startWorker("urgent,bulk,campaigns,imports");
    await enqueue.campaign(first);
    await until(async () => (await stateOf(first)) === "completed", 30);
    sender.kill("SIGTERM");
    await exited(sender);
    expect(await tries()).toBe(0);

    const { id: second } = await startCampaign(stage.branch, "account");
    await enqueue.campaign(second);
    startWorker("callbacks");
    await until(async () => (await tries()) > 0, 30);
    expect(await stateOf(second)).toBe("running");
    expect(await takenFor(second)).toEqual([]);
  }, 120_000);
});

describe("WORKER_LANES that names no lane", () => {
  it("ends the worker at once, saying which there are", async () => {
    const worker = startWorker("urgent,express");
    let said = "";
    worker.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await exited(worker);
    expect(worker.exitCode).not.toBe(0);
    expect(said).toContain("WORKER_LANES.1 must name lanes, parted by commas: urgent, bulk, campaigns, imports, callbacks");
  }, 60_000);
});
