import { beforeAll, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "@/lib/server/db/client";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { decideReview } from "./commands";

type Reviewer = Authorized<"review:decide">;

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let reviewer: Reviewer;

beforeAll(async () => {
  tree = await makeBranchTree();
  reviewer = await makeActor(tree.province, ["reviewer"], "王芳");
});

/** A frozen campaign that waits for a reviewer, as its submission leaves it. */
async function waiting() {
  const branch = (await makeBranchTree()).branch;
  const scope = { ...branch, path: `${tree.branch.path}${branch.code}/` };
  await db().branch.update({ where: { id: branch.id }, data: { path: scope.path } });
  for (let count = 0; count < 3; count += 1) await makeCustomer(scope, { agreed: ["promotion"] });
  const template = await makeTemplate(scope, { purpose: "promotion" });
  const { id, frozen } = await makeCampaign(scope, template, { state: "approved" });
  const { boundHash } = await db().campaign.update({
    where: { id },
    data: { state: "in_review", approvedBy: null, approvedAt: null },
    select: { boundHash: true },
  });
  const review = await db().review.create({
    data: {
      subjectType: "campaign",
      subjectId: id,
      title: "测试任务",
      purpose: "promotion",
      branchPath: scope.path,
      boundHash: boundHash ?? "",
      submittedBy: template.authorId,
      submittedName: "作者",
    },
    select: { id: true, boundHash: true },
  });
  return {
    campaignId: id,
    frozen,
    authorId: template.authorId,
    scope,
    reviewId: review.id,
    boundHash: review.boundHash,
  };
}

const decide = (
  actor: Reviewer,
  one: { reviewId: string; boundHash: string },
  decision: "approve" | "return" = "approve",
) =>
  decideReview(actor, {
    reviewId: one.reviewId,
    boundHash: one.boundHash,
    decision,
    comment: decision === "return" ? "请缩小受众" : "",
  });

describe("a decision on a campaign", () => {
  it("approves what was frozen, under the reviewer's name", async () => {
    const one = await waiting();
    expect(one.frozen).toBe(3);
    expect(await decide(reviewer, one)).toEqual({ ok: true, value: { state: "approved" } });
    expect(await db().campaign.findUniqueOrThrow({ where: { id: one.campaignId } })).toMatchObject({
      state: "approved",
      approvedBy: reviewer.id,
    });
    expect(await db().auditEntry.findFirst({ where: { subjectId: one.campaignId } })).toMatchObject({
      action: "campaign.approved",
      actorId: reviewer.id,
    });
  });

  it("returns it as a draft, with nobody's approval", async () => {
    const one = await waiting();
    expect(await decide(reviewer, one, "return")).toMatchObject({ ok: true, value: { state: "returned" } });
    expect(await db().campaign.findUniqueOrThrow({ where: { id: one.campaignId } })).toMatchObject({
      state: "draft",
      approvedBy: null,
    });
  });

  it("is never its author's", async () => {
    const one = await waiting();
    expect(await decide({ ...reviewer, id: one.authorId }, one)).toEqual({
      ok: false,
      error: { code: "review.own_work" },
    });
  });

  it.each([
    [
      "a recipient was added to the frozen audience",
      async (id: string, customerId: string) =>
        db().campaignAudience.create({ data: { campaignId: id, ordinal: 4, customerId } }),
    ],
    [
      "the window was moved",
      async (id: string) =>
        db().campaign.update({ where: { id }, data: { startAt: new Date("2027-01-01T00:00:00Z") } }),
    ],
    [
      "the audience rule was widened",
      async (id: string) => db().campaign.update({ where: { id }, data: { audienceRule: { tags: ["all"] } } }),
    ],
  ])("cannot approve once %s", async (_, tamper) => {
    const one = await waiting();
    const customer = await makeCustomer(one.scope);
    await tamper(one.campaignId, customer.id);
    expect(await decide(reviewer, one)).toEqual({ ok: false, error: { code: "review.binding_broken" } });
    expect(await db().campaign.findUniqueOrThrow({ where: { id: one.campaignId } })).toMatchObject({
      state: "in_review",
      approvedBy: null,
    });
  });
});
