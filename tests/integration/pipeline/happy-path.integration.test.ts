import { beforeAll, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/server/db/client";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { setClock } from "./stage";
import { expectNothingTwice, expectSumsRight, tallyOf } from "./sums";

describe("a campaign from start to end", () => {
  let branch: MadeBranch;
  beforeAll(async () => {
    branch = (await makeBranchTree()).branch;
    await makeProviderAccount({ receiptDelayMs: 0, failureShare: 0, noReceiptShare: 0, duplicateShare: 0, reorderShare: 0, replyShare: 0 });
    for (let count = 0; count < 30; count += 1) await makeCustomer(branch, { name: `客户${count}`, ...(count % 10 === 0 ? { tags: ["noconsent"] } : { agreed: ["promotion"] }) });
  });

  it("sends every recipient the rendered text exactly once and completes", async () => {
    const template = await makeTemplate(branch, {
      purpose: "risk", text: "尊敬的${name}，谨防诈骗。", variables: [{ name: "name", kind: "name", label: "姓名", sample: "张三" }],
    });
    const { id, frozen } = await makeCampaign(branch, template, { bindings: { name: { from: "customer", field: "name" } } });
    expect(frozen).toBe(30);
    await expectSumsRight(id);
    await drainPipeline({ expand: { stretch: 7 } });
    expect(await tallyOf(id)).toEqual({ delivered: 30 });
    expect((await db().campaign.findUniqueOrThrow({ where: { id } })).state).toBe("completed");
    await expectSumsRight(id);
    await expectNothingTwice();
    expect((await pool().query("SELECT count(*)::int AS n FROM simulated_message")).rows[0]).toEqual({ n: 30 });
  });

  it("reaches those who were counted when it was approved, and nobody who joined the audience since", async () => {
    setClock(12);
    const template = await makeTemplate(branch, { purpose: "education" });
    const { id, frozen } = await makeCampaign(branch, template, { audience: {} });
    const late = await makeCustomer(branch, { name: "后来的人" });
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: frozen });
    expect(await db().message.count({ where: { campaignId: id, customerId: late.id } })).toBe(0);
    await expectSumsRight(id);
  });
});
