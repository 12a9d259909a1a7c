import { beforeEach, describe, expect, it } from "vitest";
import { storeCallbacks } from "@/lib/server/carriers/callbacks/store";
import { takeCallbacks } from "@/lib/server/carriers/callbacks/take";
import type { CarrierReceipt } from "@/lib/server/carriers/port";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { decrypt } from "@/lib/server/crypto/cipher";
import { db, pool } from "@/lib/server/db/client";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { applyWaitingReceipts, takeReceipts } from "@/lib/server/pipeline/receipts";
import { expectSumsRight, reasonsOf, tallyOf } from "./sums";
import { expandAll, expectOne, setClock, setStage, startCampaign, stateOf, type Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  setClock(12);
  stage = await setStage(3, { noReceiptShare: 1 });
});

async function sentCampaign() {
  const { id } = await startCampaign(stage.branch, "account");
  await dispatchBatch(expectOne(await expandAll(id)).id);
  const messages = await db().message.findMany({ where: { campaignId: id }, orderBy: { id: "asc" }, select: { id: true, providerMessageId: true } });
  return { id, messages };
}

const report = (providerMessageId: string, state: CarrierReceipt["state"], code: string, reference: string | null = null): CarrierReceipt => ({ providerMessageId, reference, state, code, at: new Date() });

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]));
}

describe("receipts", () => {
  it.each(permutations(["accepted", "unknown", "delivered", "delivered"] as const))("in the order %s %s %s %s end as delivered once", async (...order) => {
    const { id, messages } = await sentCampaign();
    const number = messages[0]!.providerMessageId!;
    for (const state of order) await takeReceipts(simulator, stage.account.id, [report(number, state, state === "delivered" ? "DELIVRD" : "ACCEPTD")]);
    expect(await tallyOf(id)).toEqual({ delivered: 1, sent: 2 });
    await expectSumsRight(id);
    const delays = await db().dailyReceiptDelay.aggregate({ where: { branchId: stage.branch.id }, _sum: { count: true } });
    expect(delays._sum.count).toBe(1);
  });

  it("all at once, mixed and repeated, count each message once", async () => {
    const { id, messages } = await sentCampaign();
    const [a, b] = messages.map((one) => one.providerMessageId!) as [string, string, string];
    const all = [report(a, "accepted", "ACCEPTD"), report(b, "failed", "MK:0012"), report(a, "delivered", "DELIVRD"), report(b, "failed", "MK:0012"), report(a, "accepted", "ACCEPTD")];
    await takeReceipts(simulator, stage.account.id, all);
    await takeReceipts(simulator, stage.account.id, [...all].reverse());
    expect(await reasonsOf(id)).toEqual({ "delivered/": 1, "failed/unmapped": 1, "sent/": 1 });
    expect(await db().receipt.count({ where: { providerAccountId: stage.account.id } })).toBe(3);
    await expectSumsRight(id);
  });

  it("of one callback leave each message what is said of it, and nothing about other people", async () => {
    const { messages } = await sentCampaign();
    const records = messages.map(({ providerMessageId }, index) => ({ id: providerMessageId!, phone: `1380013800${index}` }));
    const undo = registerDriver({
      ...simulator,
      parseReceipts: (_account, { body }) => (JSON.parse(body) as typeof records).map((one) => ({ ...report(one.id, "delivered", "DELIVRD"), record: JSON.stringify(one) })),
    });
    await storeCallbacks([{ accountId: stage.account.id, kind: "receipts", request: { path: "/receipts", headers: {}, body: JSON.stringify(records) } }]);
    expect(await takeCallbacks("receipts")).toEqual({ rows: 1, told: 3 });
    undo();
    const kept = await db().carrierExchange.findMany({ where: { messageId: { in: messages.map(({ id }) => id) }, what: "report" }, orderBy: { messageId: "asc" } });
    expect(kept.map((row) => JSON.parse(decrypt(row.bodyCipher, "carrier.exchange")) as unknown)).toEqual(records);
  });

  it("keep the first end when the carrier contradicts itself", async () => {
    const { id, messages } = await sentCampaign();
    const number = messages[0]!.providerMessageId!;
    await takeReceipts(simulator, stage.account.id, [report(number, "delivered", "DELIVRD")]);
    await takeReceipts(simulator, stage.account.id, [report(number, "failed", "EXPIRED")]);
    expect(await tallyOf(id)).toEqual({ delivered: 1, sent: 2 });
    expect(await db().receipt.count({ where: { providerMessageId: number } })).toBe(2);
  });

  it("that come before the answer to the submission are kept and applied with it", async () => {
    stage = await setStage(3, { noReceiptShare: 1 });
    const { id } = await startCampaign(stage.branch, "account");
    const batch = expectOne(await expandAll(id));
    // Without our reference there is nothing to match it with yet.
    await takeReceipts(simulator, stage.account.id, [report("unseen-number", "delivered", "DELIVRD")]);
    expect(await db().receipt.findFirstOrThrow({ where: { providerMessageId: "unseen-number" } })).toMatchObject({ appliedAt: null });
    await dispatchBatch(batch.id);
    const message = await db().message.findFirstOrThrow({ where: { campaignId: id }, select: { id: true } });
    await pool().query("UPDATE message SET provider_message_id = 'unseen-number' WHERE id = $1", [message.id]);
    await pool().query("UPDATE message_attempt SET provider_message_id = 'unseen-number' WHERE message_id = $1", [message.id]);
    expect(await applyWaitingReceipts(simulator, stage.account.id, 100)).toBe(1);
    expect(await tallyOf(id)).toEqual({ delivered: 1, sent: 2 });
    await expectSumsRight(id);
  });

  it("with our reference move a message that still awaits its answer, and the answer changes nothing", async () => {
    const undo = registerDriver({
      ...simulator,
      submit: async (account, batch, call) => {
        const answers = await simulator.submit(account, batch, call);
        await takeReceipts(simulator, account.id, batch.map((one, index) => report(`early-${one.reference}`, index === 0 ? "failed" : "delivered", index === 0 ? "EXPIRED" : "DELIVRD", one.reference)));
        return answers;
      },
    });
    try {
      const { id } = await sentCampaign();
      expect(await reasonsOf(id)).toEqual({ "delivered/": 2, "failed/expired": 1 });
      await expectSumsRight(id);
    } finally {
      undo();
    }
  });

  it("of another account cannot move a message", async () => {
    const { id, messages } = await sentCampaign();
    const other = await setStage(0);
    await takeReceipts(simulator, other.account.id, [report("x", "failed", "REJECTD", messages[0]!.id), report(messages[1]!.providerMessageId!, "failed", "REJECTD")]);
    expect(await tallyOf(id)).toEqual({ sent: 3 });
  });
});

describe("a line that behaves like a real one", () => {
  it("ends with sums right whatever comes late, twice, out of order or never", async () => {
    // A line as bad as this would make the campaign pause itself: that has tests of its own.
    await db().setting.create({ data: { key: "campaign.thresholds", value: { minimum: 100_000, errorShare: 1, refusalShare: 1, complaintShare: 1 }, updatedBy: "test" } });
    stage = await setStage(120, { failureShare: 0.3, noReceiptShare: 0.2, duplicateShare: 0.2, reorderShare: 0.2, throttledShare: 0.1, earlyShare: 0.3 });
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 50 });
    await drainPipeline({ expand: { stretch: 40 } });
    setClock(12, 5);
    await drainPipeline();
    const counts = await tallyOf(id);
    expect(await stateOf(id)).toBe("completed");
    expect(counts.queued ?? 0).toBe(0);
    expect((counts.delivered ?? 0) + (counts.failed ?? 0) + (counts.sent ?? 0)).toBe(120);
    expect(counts.delivered).toBeGreaterThan(50);
    await expectSumsRight(id);
  });
});
