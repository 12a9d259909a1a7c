import { beforeEach, describe, expect, it, vi } from "vitest";
import { UNREACHABLE } from "@/lib/domain/carrier/own-codes";
import type { CarrierDriver } from "@/lib/server/carriers/port";
import { updateBreakers } from "@/lib/server/carriers/breakers";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { db } from "@/lib/server/db/client";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { CALM, expandAll, setClock, setStage, startCampaign, stateOf, takenFor, type Stage } from "./stage";
import { expectNothingTwice, expectSumsRight, reasonsOf, tallyOf } from "./sums";

let stage: Stage;
let other: { id: string };
beforeEach(async () => {
  setClock(12);
  await db().setting.deleteMany();
  await db().route.deleteMany();
  await db().accountMinute.deleteMany();
  stage = await setStage(30);
  other = await makeProviderAccount(CALM);
});

const route = (providerAccountId: string, data: Record<string, unknown> = {}) => db().route.create({ data: { channel: "sms", providerAccountId, createdBy: "test", ...data } });
const through = async (campaignId: string) => {
  const rows = await db().message.groupBy({ by: ["providerAccountId"], where: { campaignId }, _count: true });
  return { first: rows.find((row) => row.providerAccountId === stage.account.id)?._count ?? 0, second: rows.find((row) => row.providerAccountId === other.id)?._count ?? 0 };
};

async function withSubmit<T>(submit: CarrierDriver["submit"], run: () => Promise<T>): Promise<T> {
  const undo = registerDriver({ ...simulator, submit });
  try {
    return await run();
  } finally {
    undo();
  }
}

/** The first account's line is down: nothing is handed over. */
const firstIsDown: CarrierDriver["submit"] = (account, batch, call) => (account.id === stage.account.id
  ? Promise.resolve(new Map(batch.map((one) => [one.reference, { outcome: "refused", code: UNREACHABLE } as const])))
  : simulator.submit(account, batch, call));

describe("routes", () => {
  it("without rows everything leaves by the account that the bank prefers", async () => {
    await db().providerAccount.update({ where: { id: other.id }, data: { priority: 1 } });
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    expect(await through(id)).toEqual({ first: 0, second: 30 });
  });

  it("rows share a campaign between accounts by weight, each message billed and reported where it left", async () => {
    await route(stage.account.id, { weight: 1 });
    await route(other.id, { weight: 1 });
    await db().price.updateMany({ where: { providerAccountId: other.id }, data: { micros: 90_000n } });
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    const shares = await through(id);
    expect(shares.first + shares.second).toBe(30);
    expect(Math.min(shares.first, shares.second)).toBeGreaterThan(3);
    const cost = await db().message.groupBy({ by: ["providerAccountId"], where: { campaignId: id }, _max: { costMicros: true } });
    expect(new Map(cost.map((row) => [row.providerAccountId, row._max.costMicros]))).toEqual(new Map([[stage.account.id, 45_000n], [other.id, 90_000n]]));
    expect(await tallyOf(id)).toEqual({ delivered: 30 });
    await expectSumsRight(id);
  });

  it("a row for a purpose, a branch or a prefix takes what it is drawn for", async () => {
    await route(stage.account.id);
    await route(other.id, { purpose: "risk", branchPath: stage.branch.path, prefix: "1", country: "CN" });
    const [notice, alert] = [await startCampaign(stage.branch, "account"), await startCampaign(stage.branch, "risk")];
    await drainPipeline();
    expect([await through(notice.id), await through(alert.id)]).toEqual([{ first: 30, second: 0 }, { first: 0, second: 30 }]);
  });

  it("an offer goes by an account that takes offers, where there is one", async () => {
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { takesOffers: false } });
    const { id } = await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    expect(await through(id)).toEqual({ first: 0, second: 30 });
  });
});

describe("an account whose line is down", () => {
  it("is rested after enough trouble, what waits goes to the next account, nothing twice", async () => {
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { priority: 1 } });
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 10 });
    const batches = await expandAll(id, { stretch: 10 });
    await withSubmit(firstIsDown, async () => {
      await dispatchBatch(batches[0]!.id);
      await dispatchBatch(batches[1]!.id);
      await updateBreakers();
      const account = await db().providerAccount.findUniqueOrThrow({ where: { id: stage.account.id } });
      expect(account).toMatchObject({ breaker: "open", breakerWhy: { code: "answers", share: 1, of: 20, times: 1 } });
      expect(await db().auditEntry.count({ where: { action: "provider.breaker", subjectId: stage.account.id } })).toBe(1);
      await drainPipeline();
      vi.setSystemTime(Date.now() + 10_000);
      await drainPipeline();
    });
    expect(await through(id)).toEqual({ first: 0, second: 30 });
    expect(await tallyOf(id)).toEqual({ delivered: 30 });
    expect(await takenFor(id)).toHaveLength(30);
    await expectSumsRight(id);
    await expectNothingTwice();
  });

  it("with no other account everything waits for it, no campaign stops, and all of it leaves when the line is back", async () => {
    await db().providerAccount.update({ where: { id: other.id }, data: { disabledAt: new Date() } });
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 10 });
    await expandAll(id, { stretch: 10 });
    await withSubmit(firstIsDown, async () => {
      await drainPipeline({ rounds: 6 });
      await updateBreakers();
      await drainPipeline({ rounds: 6 });
    });
    expect([await tallyOf(id), await stateOf(id)]).toEqual([{ queued: 30 }, "running"]);
    setClock(12, 10);
    await updateBreakers();
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 30 });
    setClock(12, 11);
    await updateBreakers();
    expect(await db().providerAccount.findUniqueOrThrow({ where: { id: stage.account.id } })).toMatchObject({ breaker: "closed" });
    await expectNothingTwice();
  });

  it("never moves what was handed over or is uncertain", async () => {
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { priority: 1 } });
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 10 });
    const batches = await expandAll(id, { stretch: 10 });
    await withSubmit((account, batch, call) => (account.id === stage.account.id ? Promise.resolve(new Map()) : simulator.submit(account, batch, call)), async () => {
      await dispatchBatch(batches[0]!.id);
      await dispatchBatch(batches[1]!.id);
      await updateBreakers();
      await drainPipeline();
    });
    expect(await reasonsOf(id)).toEqual({ "uncertain/timeout": 20, "delivered/": 10 });
    expect(await through(id)).toEqual({ first: 20, second: 10 });
    await expectSumsRight(id);
  });

  it("a campaign that was approved for it waits for it, whatever else could send", async () => {
    const { id } = await startCampaign(stage.branch, "account", { providerAccountId: stage.account.id });
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { breaker: "open", breakerAt: new Date(Date.now() + 60_000), breakerWhy: { code: "answers", share: 1, of: 20, times: 1 } } });
    await drainPipeline({ rounds: 6 });
    expect([await takenFor(id), await stateOf(id)]).toEqual([[], "running"]);
    setClock(12, 2);
    await updateBreakers();
    await drainPipeline();
    expect(await through(id)).toEqual({ first: 30, second: 0 });
  });
});

describe("an account for rehearsals", () => {
  it("records what would have been sent, after every rule, and hands nothing over", async () => {
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { dryRun: true, priority: 1 } });
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    expect(await reasonsOf(id)).toEqual({ "withheld/dry_run": 30 });
    expect(await takenFor(id)).toEqual([]);
    expect(await db().message.count({ where: { campaignId: id, bodyCipher: { not: null } } })).toBe(30);
    expect(await stateOf(id)).toBe("completed");
    await expectSumsRight(id);
  });
});
