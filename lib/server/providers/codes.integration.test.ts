import { beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/domain/access/permissions";
import { registerDriver } from "@/lib/server/carriers/registry";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { db } from "@/lib/server/db/client";
import { takeReceipts } from "@/lib/server/pipeline/receipts";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { setClock, setStage, startCampaign } from "@/tests/integration/pipeline/stage";
import { reasonsOf } from "@/tests/integration/pipeline/sums";
import { mapCode } from "./code-commands";
import { listUnmappedCodes } from "./codes";

const actor = systemActor("test", ["settings:read", "provider:write"]);
const CODE = "BJ:7766";

/** A campaign to four, through a carrier that refuses everybody once with a code of its province's own. */
async function refusedOnce(): Promise<string> {
  const stage = await setStage(4);
  const seen = new Set<string>();
  const undo = registerDriver({
    ...simulator,
    submit: async (account, batch, call) => {
      const again = batch.filter((one) => seen.has(one.reference));
      const first = batch.filter((one) => !seen.has(one.reference));
      for (const one of first) seen.add(one.reference);
      return new Map([...(await simulator.submit(account, again, call)), ...first.map((one) => [one.reference, { outcome: "refused", code: CODE } as const] as const)]);
    },
  });
  try {
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    setClock(12, 5);
    await drainPipeline();
    return id;
  } finally {
    undo();
  }
}

beforeEach(async () => {
  setClock(12);
  await db().providerCode.deleteMany();
  await db().carrierCode.deleteMany();
  await db().setting.deleteMany();
  await db().setting.create({ data: { key: "campaign.thresholds", value: { minimum: 100_000, errorShare: 1, refusalShare: 1, complaintShare: 1 }, updatedBy: "test" } });
});

describe("a code that nobody has explained", () => {
  it("ends its messages at once, and is listed with how often it came", async () => {
    expect(await reasonsOf(await refusedOnce())).toEqual({ "failed/permanent": 4 });
    expect(await listUnmappedCodes(actor)).toMatchObject([{ space: "cmpp-submit-resp", code: CODE, count: 4 }]);
  });

  it("means from then on what a person of the bank says, and leaves the list, with a trace", async () => {
    await mapCode(actor, { space: "cmpp-submit-resp", code: CODE, class: "temporary", meaning: "省网关忙" });
    expect(await reasonsOf(await refusedOnce())).toEqual({ "delivered/": 4 });
    expect(await listUnmappedCodes(actor)).toEqual([]);
    expect(await db().auditEntry.count({ where: { action: "provider.code_mapped" } })).toBe(1);
  });

  it("is listed also where it came in a report, and its next report is told by what it means", async () => {
    const SPACE = "cmpp-submit-resp:report";
    const reported = async () => {
      const stage = await setStage(2, { noReceiptShare: 1 });
      const { id } = await startCampaign(stage.branch, "account");
      await drainPipeline();
      const rows = await db().message.findMany({ where: { campaignId: id }, select: { providerMessageId: true } });
      await takeReceipts(simulator, stage.account.id, rows.map((row) => ({ providerMessageId: row.providerMessageId ?? "", reference: null, state: "failed", code: "ZJ:001", at: new Date() })));
      return reasonsOf(id);
    };
    expect(await reported()).toEqual({ "failed/unmapped": 2 });
    expect(await listUnmappedCodes(actor)).toMatchObject([{ space: SPACE, code: "ZJ:001", count: 2 }]);
    await mapCode(actor, { space: SPACE, code: "ZJ:001", class: "invalid_number", meaning: "停机" });
    expect(await reported()).toEqual({ "failed/invalid_number": 2 });
    expect(await listUnmappedCodes(actor)).toEqual([]);
  });
});
