import { beforeEach, describe, expect, it } from "vitest";
import type { CarrierDriver } from "@/lib/server/carriers/port";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { deliverDueEvents } from "@/lib/server/carriers/simulator/deliver";
import { db } from "@/lib/server/db/client";
import { resolveUncertain } from "@/lib/server/messages/commands";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { storeAnswers } from "@/lib/server/pipeline/answers";
import { resolveByQuery } from "@/lib/server/pipeline/resolve";
import { NEVER_TAKEN, submitBatch } from "@/lib/server/pipeline/submit";
import { makeActor } from "@/prisma/factories/organisation";
import { expectNothingTwice, expectSumsRight, reasonsOf, tallyOf } from "./sums";
import { expandAll, expectOne, setClock, setStage, startCampaign, takenFor, type Stage } from "./stage";

let stage: Stage;
beforeEach(() => void setClock(12));

/** Runs with a carrier in place of the simulator. */
async function withDriver(change: Partial<CarrierDriver>, run: () => Promise<void>): Promise<void> {
  const undo = registerDriver({ ...simulator, ...change });
  try {
    await run();
  } finally {
    undo();
  }
}

describe("a submission without an answer", () => {
  it("is uncertain, is not sent again, and a query finds what the carrier took", async () => {
    stage = await setStage(5, { uncertainShare: 1, noReceiptShare: 1 });
    const { id } = await startCampaign(stage.branch, "account");
    await dispatchBatch(expectOne(await expandAll(id)).id);
    expect(await reasonsOf(id)).toEqual({ "uncertain/timeout": 5 });
    await expectSumsRight(id);
    setClock(12, 1);
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ sent: 5 });
    await expectNothingTwice();
    await expectSumsRight(id);
  });

  it("is resolved by a receipt that comes later", async () => {
    stage = await setStage(5, { uncertainShare: 1 });
    const { id } = await startCampaign(stage.branch, "account");
    await dispatchBatch(expectOne(await expandAll(id)).id);
    await deliverDueEvents();
    expect(await tallyOf(id)).toEqual({ delivered: 5 });
    expect(await db().messageAttempt.count({ where: { outcome: "accepted", providerAccountId: stage.account.id } })).toBe(5);
    await expectSumsRight(id);
  });

  it("is what a carrier that never answers leaves, within the time allowed", async () => {
    stage = await setStage(4);
    await withDriver({ submit: () => new Promise(() => undefined) }, async () => {
      const { id } = await startCampaign(stage.branch, "account");
      await dispatchBatch(expectOne(await expandAll(id)).id, { timeoutMs: 50 });
      expect(await reasonsOf(id)).toEqual({ "uncertain/timeout": 4 });
      // The carrier never saw them: a person is told, after a while, that they did not leave; nothing is sent by itself.
      setClock(12, 30);
      await resolveByQuery();
      expect(await reasonsOf(id)).toEqual({ "failed/timeout": 4 });
      await drainPipeline();
      expect(await takenFor(id)).toEqual([]);
      await expectSumsRight(id);
    });
  });

  it("is what a carrier that breaks in the middle leaves", async () => {
    stage = await setStage(4);
    await withDriver({ submit: () => Promise.reject(new Error("connection reset")) }, async () => {
      const { id } = await startCampaign(stage.branch, "account");
      await dispatchBatch(expectOne(await expandAll(id)).id);
      expect(await reasonsOf(id)).toEqual({ "uncertain/timeout": 4 });
      await expectSumsRight(id);
    });
  });

  it("goes out once more when it is a risk alert: better twice than never", async () => {
    stage = await setStage(3, { uncertainShare: 1, noReceiptShare: 1 });
    const { id } = await startCampaign(stage.branch, "risk");
    await dispatchBatch(expectOne(await expandAll(id)).id);
    expect(await tallyOf(id)).toEqual({ queued: 3 });
    await expectSumsRight(id);
  });

  it("is closed by a person with a reason that stays in the audit trail, and only once", async () => {
    stage = await setStage(1, { uncertainShare: 1, noReceiptShare: 1 });
    const { id } = await startCampaign(stage.branch, "account");
    await dispatchBatch(expectOne(await expandAll(id)).id);
    const message = await db().message.findFirstOrThrow({ where: { campaignId: id } });
    const actor = await makeActor<"message:send">(stage.branch, ["officer"]);
    expect(await resolveUncertain(actor, { messageId: message.id, outcome: "failed", reason: "已与运营商核实" })).toEqual({ ok: true, value: null });
    expect(await resolveUncertain(actor, { messageId: message.id, outcome: "sent", reason: "再次" })).toEqual({ ok: false, error: { code: "message.not_uncertain" } });
    expect(await reasonsOf(id)).toEqual({ "failed/resolved": 1 });
    expect(await db().auditEntry.count({ where: { subjectId: message.id, action: "message.resolved" } })).toBe(1);
    await expectSumsRight(id);
  });
});

describe("a worker that slept between its claim and the carrier", () => {
  it("hands nothing over any more, and another sends it once", async () => {
    stage = await setStage(4);
    const { id } = await startCampaign(stage.branch, "account");
    const batch = expectOne(await expandAll(id));
    const account = { id: stage.account.id, key: "", driver: "simulator", settings: {}, secrets: null, speedPerSecond: 1, keepsExchanges: "all" as const };
    const messages = await db().message.findMany({ where: { batchId: batch.id }, select: { id: true, toCipher: true, bodyCipher: true, purpose: true } });
    const answers = await submitBatch(simulator, account, { id: batch.id, messages } as never, () => false);
    expect([...answers.values()]).toEqual(messages.map(() => ({ outcome: "refused", code: NEVER_TAKEN })));
    expect(await takenFor(id)).toEqual([]);
    await drainPipeline();
    expect(await takenFor(id)).toHaveLength(4);
    await expectNothingTwice();
  });

  it("cannot put back what another worker is submitting", async () => {
    stage = await setStage(2);
    const { id } = await startCampaign(stage.branch, "account");
    const batch = expectOne(await expandAll(id));
    await withDriver({
      submit: async (account, calls, call) => {
        // The first holder's answer about an earlier attempt arrives while the second attempt is under way.
        await db().message.updateMany({ where: { batchId: batch.id }, data: { attempts: 2 } });
        await storeAnswers(simulator, { id: batch.id, campaignId: id, lane: "bulk", providerAccountId: account.id, messages: calls.map((one) => ({ id: one.reference, attempts: 1 })) },
          new Map(calls.map((one) => [one.reference, { outcome: "refused", code: "8" }])));
        return simulator.submit(account, calls, call);
      },
    }, async () => {
      await dispatchBatch(batch.id);
    });
    await drainPipeline();
    expect(await takenFor(id)).toHaveLength(2);
    await expectNothingTwice();
    await expectSumsRight(id);
  });
});
