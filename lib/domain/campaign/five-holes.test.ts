import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindingContent, bindingHash, mayDispatch, verifyBinding, type Bound } from "./binding";
import { BELOW_THRESHOLD, CAMPAIGN_STATES, nextCampaignState, type CampaignFacts } from "./lifecycle";
import { reviewCampaignSchema } from "./schema";

// The five holes in other people's approval flows (peers.md §1).
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const LIMIT = 500;
const bound: Bound = {
  campaignId: "0199",
  templateVersionId: "v1",
  contentHash: hash("【鸿雁银行】您好"),
  purpose: "promotion",
  audienceRule: { tags: ["农户"] },
  listId: null,
  frozenCount: 1_000,
  bindings: { name: { from: "customer", field: "name" } },
  startAt: new Date("2026-11-24T01:00:00Z"),
  providerAccountId: "p1",
  budgetMicros: 50_000_000n,
};
const approvedHash = bindingHash(bound, hash);
const running: CampaignFacts = {
  state: "running",
  purpose: "promotion",
  authorId: "author",
  frozenCount: 1_000,
  approvedBy: "reviewer",
};

describe("hole 1: the approver's identity came from the request body", () => {
  it("a review carries no name of an approver", () => {
    const review = {
      campaignId: "0199a3c4-0000-7000-8000-000000000000",
      lockVersion: 1,
      decision: "approve",
      comment: "",
      boundHash: approvedHash,
    };
    expect(reviewCampaignSchema.safeParse(review).success).toBe(true);
    for (const field of ["approverId", "actorId", "approvedBy"])
      expect(reviewCampaignSchema.safeParse({ ...review, [field]: "reviewer" }).success).toBe(false);
  });
});

describe("hole 2: a pending item could still be edited without resetting its approval", () => {
  it("a campaign in review cannot be edited", () => {
    const inReview = { ...running, state: "in_review" as const, approvedBy: null };
    expect(nextCampaignState(inReview, "edit", { id: "author", kind: "person" }, LIMIT)).toEqual({
      ok: false,
      error: { code: "campaign.locked_in_review" },
    });
  });
  it("an edit of an approved campaign makes it a draft again", () => {
    for (const state of ["approved", "scheduled"] as const) {
      expect(nextCampaignState({ ...running, state }, "edit", { id: "author", kind: "person" }, LIMIT)).toEqual({
        ok: true,
        value: "draft",
      });
    }
  });
});

describe("hole 3: the threshold was compared with a count from before the rows were saved", () => {
  const small = { ...running, purpose: "loan" as const, approvedBy: BELOW_THRESHOLD };
  const rule = { ...bound, purpose: "loan" };
  it("what needed no review needs one when the audience turns out larger", () => {
    const counted = { ...rule, frozenCount: 115_000 };
    expect(mayDispatch({ ...small, frozenCount: 3 }, counted, bindingHash(counted, hash), LIMIT, hash)).toEqual({
      ok: false,
      error: { code: "campaign.review_needed", evidence: { count: 115_000, limit: 500 } },
    });
  });
  it("an audience that was never counted is not submitted", () => {
    expect(
      nextCampaignState(
        { ...small, state: "draft", frozenCount: null },
        "submit",
        { id: "author", kind: "person" },
        LIMIT,
      ),
    ).toMatchObject({ error: { code: "campaign.not_frozen" } });
  });
});

describe("hole 4: approval survived a rewrite", () => {
  const changes: Partial<Bound>[] = [
    { campaignId: "0200" },
    { contentHash: hash("【鸿雁银行】您好!") },
    { templateVersionId: "v2" },
    { purpose: "loan" },
    { audienceRule: { tags: ["农户", "商户"] } },
    { audienceRule: {} },
    { listId: "l1" },
    { frozenCount: 1_001 },
    { bindings: { name: { from: "constant", value: "您" } } },
    { startAt: null },
    { startAt: new Date("2026-11-24T01:00:01Z") },
    { providerAccountId: "p2" },
    { providerAccountId: null },
    { budgetMicros: 50_000_001n },
    { budgetMicros: null },
  ];
  it("a change of text, audience, count, window, route, values or budget breaks the binding", () => {
    expect(verifyBinding(bound, approvedHash, hash)).toEqual({ ok: true, value: true });
    for (const change of changes) {
      expect(verifyBinding({ ...bound, ...change }, approvedHash, hash), JSON.stringify(Object.keys(change))).toEqual({
        ok: false,
        error: { code: "campaign.binding_broken" },
      });
    }
    expect(verifyBinding(bound, null, hash).ok).toBe(false);
  });
  it("the order in which a rule's parts are stored does not", () => {
    const audienceRule = { tags: ["农户"], branches: ["HN"] };
    const turned = { branches: ["HN"], tags: ["农户"] };
    expect(bindingContent({ ...bound, audienceRule })).toBe(bindingContent({ ...bound, audienceRule: turned }));
  });
  it("no two contents share a binding text", () => {
    const anyBound = fc
      .record({
        contentHash: fc.string(),
        listId: fc.option(fc.string()),
        providerAccountId: fc.option(fc.string()),
        frozenCount: fc.nat(),
      })
      .map((part) => ({ ...bound, ...part }));
    fc.assert(
      fc.property(anyBound, anyBound, (a, b) => {
        const same =
          a.contentHash === b.contentHash &&
          a.listId === b.listId &&
          a.providerAccountId === b.providerAccountId &&
          a.frozenCount === b.frozenCount;
        expect(bindingContent(a) === bindingContent(b)).toBe(same);
      }),
    );
  });
});

describe("hole 5: the approval was written and never read", () => {
  it("no batch leaves without an approval by somebody else", () => {
    expect(mayDispatch(running, bound, approvedHash, LIMIT, hash)).toEqual({ ok: true, value: true });
    expect(mayDispatch({ ...running, approvedBy: null }, bound, approvedHash, LIMIT, hash)).toMatchObject({
      error: { code: "campaign.not_approved" },
    });
    expect(mayDispatch({ ...running, approvedBy: "author" }, bound, approvedHash, LIMIT, hash)).toMatchObject({
      error: { code: "campaign.own_work" },
    });
    expect(mayDispatch({ ...running, approvedBy: BELOW_THRESHOLD }, bound, approvedHash, LIMIT, hash)).toMatchObject({
      error: { code: "campaign.review_needed" },
    });
    expect(mayDispatch(running, { ...bound, contentHash: "x" }, approvedHash, LIMIT, hash)).toMatchObject({
      error: { code: "campaign.binding_broken" },
    });
  });
  it("no batch leaves a campaign that is not running", () => {
    for (const state of CAMPAIGN_STATES.filter((one) => one !== "running")) {
      expect(mayDispatch({ ...running, state }, bound, approvedHash, LIMIT, hash), state).toEqual({
        ok: false,
        error: { code: "campaign.not_running" },
      });
    }
  });
});
