import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db/client";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { listMessages, type MessageFilters } from "./queries";

// A page is found by state, by branch or by age, whichever is quickest: each must show the same messages in the same order.
const tree = await makeBranchTree();
const template = await makeTemplate(tree.head);
const { id: campaignId } = await makeCampaign(tree.head, template);
const STATES = ["delivered", "failed", "withheld", "queued", "sent", "submitting", "deferred"] as const;
type Made = { id: string; state: string; branch: string; campaignId: string | null; reason: string };
const made: Made[] = [];

describe("pages of messages", () => {
  beforeAll(async () => {
    const account = await makeProviderAccount();
    // What is being handed over belongs to a batch that a worker has in hand; other batches are done.
    const batch = (state: "claimed" | "done") => db().dispatchBatch.create({ data: { id: v7(), lane: "bulk", providerAccountId: account.id, state, size: 60 }, select: { id: true } });
    const [inHand, done] = [await batch("claimed"), await batch("done")];
    for (let n = 0; n < 60; n += 1) {
      const branch = n % 3 === 0 ? tree.branch : tree.neighbour;
      const customer = await makeCustomer(branch);
      const one: Made = { id: v7({ msecs: Date.now() - (60 - n) * 60_000 }), state: STATES[n % STATES.length]!, branch: branch.code, campaignId: n % 2 === 0 ? campaignId : null, reason: n % 5 === 2 ? "consent" : "" };
      await db().message.create({
        data: { id: one.id, campaignId: one.campaignId, customerId: customer.id, branchId: branch.id, branchPath: branch.path, templateVersionId: template.versionId, purpose: "account", channel: "sms", state: one.state, reason: one.reason, trace: [], batchId: one.state === "submitting" ? inHand.id : one.state === "delivered" ? done.id : null },
        select: { id: true },
      });
      made.unshift(one);
    }
  });

  const cases: [string, MessageFilters, (one: Made) => boolean][] = [
    ["all", {}, () => true],
    ["one campaign", { campaignId }, (one) => one.campaignId !== null],
    ["what of one campaign failed", { campaignId, state: "failed" }, (one) => one.campaignId !== null && one.state === "failed"],
    ["what of one campaign left, or not", { campaignId, bucket: "withheld" }, (one) => one.campaignId !== null && one.state === "withheld"],
    ["one campaign in one branch", { campaignId, branch: tree.branch.code }, (one) => one.campaignId !== null && one.branch === tree.branch.code],
    ["one branch", { branch: tree.neighbour.code }, (one) => one.branch === tree.neighbour.code],
    ["a state", { state: "delivered" }, (one) => one.state === "delivered"],
    ["what waits or is being handed over", { bucket: "waiting" }, (one) => ["queued", "deferred", "submitting"].includes(one.state)],
    ["what of one campaign is being handed over", { campaignId, state: "submitting" }, (one) => one.campaignId !== null && one.state === "submitting"],
    ["what of one branch waits", { branch: tree.branch.code, bucket: "waiting" }, (one) => one.branch === tree.branch.code && ["queued", "deferred", "submitting"].includes(one.state)],
    ["a reason in one branch", { branch: tree.branch.code, reason: "consent" }, (one) => one.branch === tree.branch.code && one.reason === "consent"],
  ];

  it.each(cases)("of %s hold each of them once, newest first, whatever the page's length", async (_name, filters, belongs) => {
    const actor = await makeActor<"message:read">(tree.province, ["officer"]);
    const ids: string[] = [];
    let before: string | undefined;
    do {
      const { rows, next } = await listMessages(actor, filters, before, 7);
      ids.push(...rows.map((row) => row.id));
      before = next ?? undefined;
    } while (before !== undefined);
    expect(ids).toEqual(made.filter(belongs).map((one) => one.id));
  });

  it("end where the actor's subtree ends, also when another branch or a whole campaign is asked for", async () => {
    const actor = await makeActor<"message:read">(tree.branch, ["officer"]);
    const own = made.filter((one) => one.branch === tree.branch.code);
    const idsOf = async (filters: MessageFilters) => (await listMessages(actor, filters, undefined, 100)).rows.map((row) => row.id);
    expect(await idsOf({})).toEqual(own.map((one) => one.id));
    expect(await idsOf({ campaignId })).toEqual(own.filter((one) => one.campaignId !== null).map((one) => one.id));
    expect(await idsOf({ branch: tree.neighbour.code })).toEqual([]);
    expect(await idsOf({ branch: "NOWHERE" })).toEqual([]);
  });
});
