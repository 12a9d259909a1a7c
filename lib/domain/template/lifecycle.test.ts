import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextVersionState, VERSION_EVENTS, VERSION_STATES, type VersionState } from "./lifecycle";

const author = { id: "author" };
const reviewer = { id: "reviewer" };

describe("a version's life", () => {
  it("cannot be approved or returned by its author", () => {
    for (const event of ["approve", "return"] as const) {
      expect(nextVersionState({ state: "in_review", authorId: "author" }, event, author)).toEqual({ ok: false, error: { code: "template.own_work" } });
      expect(nextVersionState({ state: "in_review", authorId: "author" }, event, reviewer).ok).toBe(true);
    }
  });
  it("is edited as a draft only", () => {
    for (const state of VERSION_STATES) expect(nextVersionState({ state, authorId: "author" }, "edit", author).ok).toBe(state === "draft");
  });
  it("has one author: nobody else edits or submits a draft, so nobody approves what he wrote half of", () => {
    for (const event of ["edit", "submit"] as const) {
      expect(nextVersionState({ state: "draft", authorId: "author" }, event, { id: "colleague" })).toEqual({ ok: false, error: { code: "template.draft_of_other" } });
    }
    expect(nextVersionState({ state: "draft", authorId: "author" }, "retire", { id: "colleague" })).toEqual({ ok: true, value: "retired" });
  });
  it("is withdrawn by its author only", () => {
    expect(nextVersionState({ state: "in_review", authorId: "author" }, "withdraw", reviewer)).toEqual({ ok: false, error: { code: "template.not_author" } });
    expect(nextVersionState({ state: "in_review", authorId: "author" }, "withdraw", author)).toEqual({ ok: true, value: "draft" });
  });
  it("reaches approval by no path on which its author decided", () => {
    const step = fc.record({ event: fc.constantFrom(...VERSION_EVENTS), actor: fc.constantFrom(author, reviewer) });
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let state: VersionState = "draft";
      for (const { event, actor } of steps) {
        const next = nextVersionState({ state, authorId: "author" }, event, actor);
        if (!next.ok) continue;
        if (next.value === "approved") expect(actor.id).not.toBe("author");
        state = next.value;
      }
    }));
  });
});
