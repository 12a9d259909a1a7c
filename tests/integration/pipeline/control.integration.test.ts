import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/server/db/client";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { deliverDueEvents } from "@/lib/server/carriers/simulator/deliver";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { expandCampaign } from "@/lib/server/pipeline/expand";
import { pauseIfTooMany } from "@/lib/server/pipeline/self-control";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { asOwner } from "../database";
import { expectNothingTwice, expectSumsRight, reasonsOf, tallyOf } from "./sums";
import { CALM, expandAll, expectOne, setClock, setStage, startCampaign, stateOf, takenFor, type Stage } from "./stage";

let stage: Stage;
const setState = (id: string, state: "running" | "paused" | "cancelled") => db().campaign.update({ where: { id }, data: { state } });
const pauseReason = async (id: string) => (await db().campaign.findUniqueOrThrow({ where: { id }, select: { pauseReason: true } })).pauseReason;

beforeEach(async () => {
  setClock(12);
  await db().setting.deleteMany();
  stage = await setStage(10);
});

describe("a worker that is asked to end", () => {
  it("finishes the step at hand and leaves the rest of the audience to others", async () => {
    const { id } = await startCampaign(stage.branch, "account");
    expect(await expandCampaign(id, { stretch: 2, pendingMax: 2, isStopping: () => true })).toBe(1);
    expect(await db().dispatchBatch.findMany({ where: { campaignId: id }, orderBy: { id: "asc" }, select: { fromOrdinal: true, toOrdinal: true } })).toEqual([{ fromOrdinal: 1, toOrdinal: 2 }, { fromOrdinal: 3, toOrdinal: 4 }]);
    expect(await tallyOf(id)).toEqual({ pending: 10 });
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 10 });
  });
});

describe("pause, resume and cancel", () => {
  it("a paused campaign sends nothing more, and goes on where it stood", async () => {
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 4 });
    const batches = await expandAll(id);
    expect(batches.map((one) => one.size)).toEqual([4, 4, 2]);
    await dispatchBatch(batches[0]!.id);
    await setState(id, "paused");
    for (const batch of batches) expect(await dispatchBatch(batch.id)).toBe("left");
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 4, pending: 6 });
    await setState(id, "running");
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 10 });
    expect(await stateOf(id)).toBe("completed");
    await expectSumsRight(id);
    await expectNothingTwice();
  });

  it("a cancelled campaign keeps back everybody who got nothing, also those who were no messages yet", async () => {
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 3 });
    await expandCampaign(id, { stretch: 3, pendingMax: 2 });
    const [first] = await db().dispatchBatch.findMany({ where: { campaignId: id }, orderBy: { id: "asc" } });
    await dispatchBatch(first!.id);
    await setState(id, "cancelled");
    await expectSumsRight(id);
    await drainPipeline();
    expect(await reasonsOf(id)).toEqual({ "delivered/": 3, "withheld/cancelled": 7 });
    expect(await db().message.count({ where: { campaignId: id } })).toBe(10);
    expect(await db().dispatchBatch.count({ where: { campaignId: id, state: "pending" } })).toBe(0);
    await expectSumsRight(id);
  });

  it("a campaign that is cancelled before it starts leaves nobody waiting", async () => {
    const template = await makeTemplate(stage.branch, { purpose: "account" });
    const { id } = await makeCampaign(stage.branch, template, { state: "approved" });
    await setState(id, "cancelled");
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ withheld: 10 });
    expect(await takenFor(id)).toEqual([]);
  });
});

describe("the emergency stop", () => {
  const stop = () => db().setting.create({ data: { key: "sending.stopped", value: { at: new Date().toISOString(), by: "经理", reason: "演练" }, updatedBy: "test" } });

  it("halts every campaign but never a risk alert, and releases them unharmed", async () => {
    const { id: offer } = await startCampaign(stage.branch, "promotion");
    const { id: alert } = await startCampaign(stage.branch, "risk");
    const batch = expectOne(await expandAll(offer));
    await stop();
    expect(await dispatchBatch(batch.id)).toBe("left");
    await drainPipeline({ rounds: 20 });
    expect(await tallyOf(offer)).toEqual({ pending: 10 });
    expect(await tallyOf(alert)).toEqual({ delivered: 10 });
    await db().setting.deleteMany();
    await drainPipeline();
    expect(await tallyOf(offer)).toEqual({ delivered: 10 });
  });
});

describe("what was not approved never leaves", () => {
  it("a campaign without approval", async () => {
    const { id } = await startCampaign(stage.branch, "account");
    await db().campaign.update({ where: { id }, data: { approvedBy: null } });
    await drainPipeline();
    expect(await stateOf(id)).toBe("paused");
    expect(await pauseReason(id)).toMatchObject({ code: "approval_missing" });
    expect(await takenFor(id)).toEqual([]);
  });

  it("an offer that its own author approved, or that no person approved", async () => {
    const { id } = await startCampaign(stage.branch, "promotion");
    const { authorId } = await db().campaign.findUniqueOrThrow({ where: { id } });
    for (const approvedBy of [authorId, "rule:below_threshold"]) {
      await db().campaign.update({ where: { id }, data: { approvedBy, state: "running" } });
      await drainPipeline();
      expect(await pauseReason(id)).toMatchObject({ code: "approval_missing" });
    }
    expect(await takenFor(id)).toEqual([]);
  });

  it("CN-BANK-03: a version that is not approved, whatever the campaign says", async () => {
    const template = await makeTemplate(stage.branch, { purpose: "account", state: "in_review" });
    const { id } = await makeCampaign(stage.branch, template);
    await drainPipeline();
    expect(await pauseReason(id)).toMatchObject({ code: "approval_missing" });
    expect(await takenFor(id)).toEqual([]);
  });

  it("an audience that grew after approval, before expansion and between two batches", async () => {
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 4 });
    const batches = await expandAll(id);
    await dispatchBatch(batches[0]!.id);
    await db().campaignAudience.create({ data: { campaignId: id, ordinal: 11, customerId: crypto.randomUUID() } });
    expect(await dispatchBatch(batches[1]!.id)).toBe("paused");
    expect(await pauseReason(id)).toMatchObject({ code: "binding_broken" });
    expect(await takenFor(id)).toHaveLength(4);
  });

  it("an audience that lost one and gained another", async () => {
    const { id } = await startCampaign(stage.branch, "account");
    await db().campaignAudience.deleteMany({ where: { campaignId: id, ordinal: 3 } });
    await drainPipeline();
    expect(await pauseReason(id)).toMatchObject({ code: "binding_broken" });
    expect(await takenFor(id)).toEqual([]);
  });

  it.each([
    ["the text", (id: string) => asOwner(`ALTER TABLE template_version DISABLE TRIGGER USER; UPDATE template_version SET text = '改过的文字' WHERE id = (SELECT template_version_id FROM campaign WHERE id = '${id}'); ALTER TABLE template_version ENABLE TRIGGER USER`)],
    ["the signature", (id: string) => pool().query("UPDATE signature SET text = text || '改' WHERE id = (SELECT v.signature_id FROM campaign c JOIN template_version v ON v.id = c.template_version_id WHERE c.id = $1)", [id])],
    ["the audience rule", (id: string) => pool().query(`UPDATE campaign SET audience_rule = '{"tags":["x"]}' WHERE id = $1`, [id])],
    ["the values", (id: string) => pool().query(`UPDATE campaign SET bindings = '{"a":{"from":"constant","value":"x"}}' WHERE id = $1`, [id])],
    ["the window", (id: string) => pool().query("UPDATE campaign SET start_at = now() WHERE id = $1", [id])],
    ["the route", (id: string) => pool().query("UPDATE campaign SET provider_account_id = $2 WHERE id = $1", [id, stage.account.id])],
    ["the budget", (id: string) => pool().query("UPDATE campaign SET budget_micros = 999999999 WHERE id = $1", [id])],
  ])("when %s changed after approval, in the middle of the campaign", async (_what, change) => {
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 5 });
    const batches = await expandAll(id);
    await dispatchBatch(batches[0]!.id);
    await change(id);
    await dispatchBatch(batches[1]!.id);
    expect(await stateOf(id)).toBe("paused");
    expect(await takenFor(id)).toHaveLength(5);
    await expectSumsRight(id);
  });
});

describe("an account that is switched off", () => {
  it("gives its waiting batches to the next account, unless the campaign was approved for this one", async () => {
    const { id: free } = await startCampaign(stage.branch, "account");
    const { id: bound } = await startCampaign(stage.branch, "account", { providerAccountId: stage.account.id });
    await expandAll(free);
    await expandAll(bound);
    const next = await makeProviderAccount(CALM);
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { disabledAt: new Date() } });
    await drainPipeline();
    expect(await tallyOf(free)).toEqual({ delivered: 10 });
    expect(await db().message.count({ where: { campaignId: free, providerAccountId: next.id } })).toBe(10);
    expect(await stateOf(bound)).toBe("paused");
    expect(await pauseReason(bound)).toMatchObject({ code: "route_down" });
    expect(await takenFor(bound)).toEqual([]);
  });
});

describe("the egress guard", () => {
  it("lets no demo installation reach a real carrier, whatever its accounts say", async () => {
    let called = 0;
    const undo = registerDriver({
      ...simulator, key: "real", capabilities: { ...simulator.capabilities, real: true },
      submit: () => {
        called += 1;
        return Promise.resolve(new Map());
      },
    });
    try {
      const { id } = await startCampaign(stage.branch, "risk");
      await expandAll(id);
      await db().providerAccount.update({ where: { id: stage.account.id }, data: { driver: "real" } });
      await drainPipeline();
      expect(called).toBe(0);
      expect(await pauseReason(id)).toMatchObject({ code: "route_down" });
    } finally {
      undo();
    }
  });
});

describe("a campaign looks after itself", () => {
  it("pauses when errors pass the threshold, says why, and leaves a trace", async () => {
    await db().setting.create({ data: { key: "campaign.thresholds", value: { minimum: 5, errorShare: 0.2, refusalShare: 0.5, complaintShare: 0.5 }, updatedBy: "test" } });
    stage = await setStage(10, { failureShare: 1 });
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 5 });
    const batches = await expandAll(id);
    await dispatchBatch(batches[0]!.id);
    await deliverDueEvents();
    await pauseIfTooMany(id, { always: true });
    expect(await stateOf(id)).toBe("paused");
    expect(await pauseReason(id)).toMatchObject({ code: "errors" });
    expect(await db().auditEntry.count({ where: { subjectId: id, action: "campaign.paused", actorId: "system:pipeline" } })).toBe(1);
    await expectSumsRight(id);
  });

  it("pauses before the budget is passed, with everybody accounted for", async () => {
    const { id } = await startCampaign(stage.branch, "account", { budgetMicros: 45_000n * 4n });
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 4, pending: 6 });
    expect(await pauseReason(id)).toMatchObject({ code: "budget_spent" });
    await expectSumsRight(id);
  });

  it("starts at its hour, not before", async () => {
    const template = await makeTemplate(stage.branch, { purpose: "account" });
    const startAt = new Date(Date.now() + 3_600_000);
    const { id } = await makeCampaign(stage.branch, template, { state: "scheduled", startAt });
    await drainPipeline();
    expect(await stateOf(id)).toBe("scheduled");
    setClock(13, 1);
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 10 });
    expect(await stateOf(id)).toBe("completed");
  });

  it("waits for the morning where the hour has gone by when the batch leaves", async () => {
    setClock(19, 58);
    const { id } = await startCampaign(stage.branch, "promotion");
    const batch = expectOne(await expandAll(id));
    const night = setClock(20, 30);
    expect(await dispatchBatch(batch.id)).toBe("settled");
    expect(await reasonsOf(id)).toEqual({ "deferred/quiet_hours": 10 });
    const later = await db().dispatchBatch.findFirstOrThrow({ where: { campaignId: id, state: "pending" } });
    expect(later.notBefore!.getTime()).toBeGreaterThan(night.getTime());
    await expectSumsRight(id);
  });
});
