import { beforeEach, describe, expect, it } from "vitest";
import type { CarrierReceipt } from "@/lib/server/carriers/port";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { db } from "@/lib/server/db/client";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { takeReceipts } from "@/lib/server/pipeline/receipts";
import { setClock, setStage, startCampaign, type Stage } from "./stage";
import { expectSumsRight, reasonsOf, tallyOf } from "./sums";

let stage: Stage;
beforeEach(async () => {
  setClock(12);
  await db().setting.deleteMany();
});

const report = (providerMessageId: string, state: CarrierReceipt["state"], code: string): CarrierReceipt => ({ providerMessageId, reference: null, state, code, at: new Date() });

/** Sends to so many with a carrier that numbers two segments of each text; `meanwhile` happens before its answer is stored. */
async function sentInParts(people: number, meanwhile: (partIds: readonly string[]) => Promise<void> = () => Promise.resolve()): Promise<{ id: string; parts: string[][] }> {
  stage = await setStage(people, { noReceiptShare: 1 });
  const parts: string[][] = [];
  const undo = registerDriver({
    ...simulator,
    submit: async (_account, batch) => {
      const answers = new Map(batch.map((one) => {
        const ids = [`${one.reference}-1`, `${one.reference}-2`];
        parts.push(ids);
        return [one.reference, { outcome: "accepted", providerMessageId: ids[0]!, parts: ids } as const];
      }));
      await meanwhile(parts.flat());
      return answers;
    },
  });
  try {
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    return { id, parts };
  } finally {
    undo();
  }
}

describe("a text whose segments are reported one by one", () => {
  it("is delivered with the report on its last segment, whichever comes first, however often", async () => {
    const { id, parts } = await sentInParts(2);
    const [one, two] = parts as [string[], string[]];
    await takeReceipts(simulator, stage.account.id, [report(one[1]!, "delivered", "DELIVRD"), report(one[1]!, "delivered", "DELIVRD"), report(two[0]!, "delivered", "DELIVRD")]);
    expect(await tallyOf(id)).toEqual({ sent: 2 });
    await takeReceipts(simulator, stage.account.id, [report(one[0]!, "delivered", "DELIVRD")]);
    expect(await tallyOf(id)).toEqual({ sent: 1, delivered: 1 });
    await expectSumsRight(id);
  });

  it("has failed once a segment has, and stays so", async () => {
    const { id, parts } = await sentInParts(1);
    const [one] = parts as [string[]];
    await takeReceipts(simulator, stage.account.id, [report(one[0]!, "delivered", "DELIVRD"), report(one[1]!, "failed", "EXPIRED")]);
    await takeReceipts(simulator, stage.account.id, [report(one[1]!, "delivered", "DELIVRD")]);
    expect(await reasonsOf(id)).toEqual({ "failed/expired": 1 });
    await expectSumsRight(id);
  });

  it("is delivered when its reports come before the answer to the submission", async () => {
    const { id } = await sentInParts(1, (ids) => takeReceipts(simulator, stage.account.id, ids.map((part) => report(part, "delivered", "DELIVRD"))).then(() => undefined));
    expect(await tallyOf(id)).toEqual({ delivered: 1 });
    expect(await db().receipt.count({ where: { providerAccountId: stage.account.id, appliedAt: null } })).toBe(0);
  });

  it("is delivered when the reports on its segments are taken at the same moment by two workers", async () => {
    const { id, parts } = await sentInParts(20);
    await Promise.all(parts.flatMap(([first, second]) => [first!, second!]).map((part) => takeReceipts(simulator, stage.account.id, [report(part, "delivered", "DELIVRD")])));
    expect(await tallyOf(id)).toEqual({ delivered: 20 });
    await expectSumsRight(id);
  });
});
