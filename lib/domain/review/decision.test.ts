import { describe, expect, it } from "vitest";
import { acceptDecision, decisionBar, type ReviewActor, type ReviewFacts } from "./decision";
import { decideReviewSchema } from "./schema";

const HASH = "a".repeat(64);
const OTHER = "b".repeat(64);
const review: ReviewFacts = { state: "open", submittedBy: "author", boundHash: HASH };
const reviewer: ReviewActor = { id: "reviewer", kind: "person" };
const id = "0198c0de-0000-7000-8000-000000000001";

describe("a decision", () => {
  it("counts when a second person saw what is there", () => {
    expect(acceptDecision(review, reviewer, "approve", { seen: HASH, actual: HASH })).toEqual({
      ok: true,
      value: "approved",
    });
    expect(acceptDecision(review, reviewer, "return", { seen: HASH, actual: HASH })).toEqual({
      ok: true,
      value: "returned",
    });
  });
  it("is never the author's own, whichever way it goes", () => {
    for (const decision of ["approve", "return"] as const) {
      expect(
        acceptDecision(review, { id: "author", kind: "person" }, decision, { seen: HASH, actual: HASH }),
      ).toMatchObject({ error: { code: "review.own_work" } });
    }
  });
  it("is a person's, never a key's or the system's", () => {
    for (const kind of ["api_key", "system"] as const) {
      expect(acceptDecision(review, { id: "x", kind }, "approve", { seen: HASH, actual: HASH })).toMatchObject({
        error: { code: "review.needs_a_person" },
      });
    }
  });
  it("changes nothing when the reviewer saw something else", () => {
    expect(acceptDecision(review, reviewer, "return", { seen: OTHER, actual: HASH })).toMatchObject({
      error: { code: "review.changed_since_read" },
    });
  });
  it("cannot approve what no longer is what was submitted, but can return it", () => {
    expect(acceptDecision(review, reviewer, "approve", { seen: HASH, actual: OTHER })).toMatchObject({
      error: { code: "review.binding_broken" },
    });
    expect(acceptDecision(review, reviewer, "return", { seen: HASH, actual: OTHER })).toMatchObject({ ok: true });
  });
  it.each(["approved", "returned", "withdrawn"] as const)("is made once: not on a review that is %s", (state) => {
    expect(decisionBar({ ...review, state }, reviewer)).toEqual({ code: "review.not_open" });
  });
});

describe("what a decision form may send", () => {
  const input = { reviewId: id, decision: "approve", comment: "", boundHash: HASH };
  it("names no approver: an identity in the body is refused", () => {
    expect(decideReviewSchema.safeParse(input).success).toBe(true);
    for (const key of ["decidedBy", "approverId", "actor"])
      expect(decideReviewSchema.safeParse({ ...input, [key]: "somebody" }).success).toBe(false);
  });
  it("needs a comment to return, none to approve", () => {
    expect(decideReviewSchema.safeParse({ ...input, decision: "return", comment: "  " }).success).toBe(false);
    expect(decideReviewSchema.safeParse({ ...input, decision: "return", comment: "请写明日期" }).success).toBe(true);
  });
});
