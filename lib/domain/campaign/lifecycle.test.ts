import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import {
  approvalHolds,
  BELOW_THRESHOLD,
  CAMPAIGN_EVENTS,
  CAMPAIGN_STATES,
  nextCampaignState,
  possibleEvents,
  reviewNeed,
  type CampaignEvent,
  type CampaignFacts,
  type CampaignState,
} from "./lifecycle";

const LIMIT = 500;
const author = { id: "author", kind: "person" as const };
const reviewer = { id: "reviewer", kind: "person" as const };
const worker = { id: "system:worker", kind: "system" as const };
const campaign = (over: Partial<CampaignFacts> = {}): CampaignFacts => ({
  state: "draft",
  purpose: "promotion",
  authorId: "author",
  lastEditorId: null,
  frozenCount: 1_000,
  approvedBy: null,
  ...over,
});
const approved = (over: Partial<CampaignFacts> = {}) =>
  campaign({ state: "approved", approvedBy: "reviewer", ...over });

describe("a campaign", () => {
  it("goes from draft to completed", () => {
    const steps: readonly [CampaignFacts, CampaignEvent, typeof author | typeof worker, CampaignState][] = [
      [campaign(), "submit", author, "in_review"],
      [campaign({ state: "in_review" }), "approve", reviewer, "approved"],
      [approved(), "schedule", author, "scheduled"],
      [approved({ state: "scheduled" }), "start", worker, "running"],
      [approved({ state: "running" }), "pause", author, "paused"],
      [approved({ state: "paused" }), "resume", author, "running"],
      [approved({ state: "running" }), "complete", worker, "completed"],
    ];
    for (const [facts, event, actor, expected] of steps)
      expect(nextCampaignState(facts, event, actor, LIMIT), event).toEqual({ ok: true, value: expected });
  });
  it("needs a reviewer for every offer, and for anything to more people than the setting", () => {
    expect(reviewNeed({ purpose: "promotion", frozenCount: 1 }, LIMIT)).toMatchObject({
      needed: true,
      because: "promotion",
    });
    expect(reviewNeed({ purpose: "loan", frozenCount: 501 }, LIMIT)).toMatchObject({
      needed: true,
      because: "size",
      count: 501,
      limit: 500,
    });
    expect(reviewNeed({ purpose: "loan", frozenCount: 500 }, LIMIT)).toMatchObject({
      needed: false,
      because: "below_threshold",
    });
  });
  it("that needs no review is approved by the rule", () => {
    expect(nextCampaignState(campaign({ purpose: "loan", frozenCount: 500 }), "submit", author, LIMIT)).toEqual({
      ok: true,
      value: "approved",
    });
    expect(
      nextCampaignState(
        campaign({ state: "approved", purpose: "loan", frozenCount: 500, approvedBy: BELOW_THRESHOLD }),
        "start",
        author,
        LIMIT,
      ),
    ).toEqual({ ok: true, value: "running" });
  });
  it("is never approved or returned by its author or its last editor, whatever else they are", () => {
    for (const event of ["approve", "return"] as const) {
      expect(nextCampaignState(campaign({ state: "in_review" }), event, author, LIMIT)).toEqual({
        ok: false,
        error: { code: "campaign.own_work" },
      });
      expect(
        nextCampaignState(campaign({ state: "in_review", lastEditorId: "reviewer" }), event, reviewer, LIMIT),
      ).toEqual({ ok: false, error: { code: "campaign.own_work" } });
    }
  });
  it("is approved by a person, not by a key or by the system", () => {
    for (const kind of ["api_key", "system"] as const) {
      expect(nextCampaignState(campaign({ state: "in_review" }), "approve", { id: "x", kind }, LIMIT)).toEqual({
        ok: false,
        error: { code: "campaign.needs_a_person" },
      });
    }
  });
  it("is withdrawn from review by its author only", () => {
    expect(nextCampaignState(campaign({ state: "in_review" }), "withdraw", author, LIMIT)).toEqual({
      ok: true,
      value: "draft",
    });
    expect(nextCampaignState(campaign({ state: "in_review" }), "withdraw", reviewer, LIMIT)).toEqual({
      ok: false,
      error: { code: "campaign.not_author" },
    });
  });
  it("is not submitted without people", () => {
    expect(nextCampaignState(campaign({ frozenCount: null }), "submit", author, LIMIT)).toMatchObject({
      error: { code: "campaign.not_frozen" },
    });
    expect(nextCampaignState(campaign({ frozenCount: 0 }), "submit", author, LIMIT)).toMatchObject({
      error: { code: "campaign.empty_audience" },
    });
  });
  it("can be cancelled until it is over, and then nothing can be done to it", () => {
    for (const state of CAMPAIGN_STATES) {
      const over = state === "completed" || state === "cancelled";
      expect(nextCampaignState(approved({ state }), "cancel", author, LIMIT).ok, state).toBe(!over);
      if (over) expect(possibleEvents(state)).toEqual([]);
    }
  });
  it("names what may not be done in which state", () => {
    expect(nextCampaignState(campaign(), "start", author, LIMIT)).toEqual({
      ok: false,
      error: { code: "campaign.wrong_state", evidence: { state: "draft", event: "start" } },
    });
  });
});

describe("the approval of a campaign", () => {
  it("is asked for again at start and at resume", () => {
    for (const [state, event] of [
      ["approved", "start"],
      ["approved", "schedule"],
      ["scheduled", "start"],
      ["paused", "resume"],
    ] as const) {
      expect(nextCampaignState(campaign({ state, approvedBy: null }), event, worker, LIMIT), event).toMatchObject({
        ok: false,
        error: { code: "campaign.not_approved" },
      });
      expect(
        nextCampaignState(campaign({ state, approvedBy: BELOW_THRESHOLD }), event, worker, LIMIT),
        event,
      ).toMatchObject({ error: { code: "campaign.review_needed" } });
    }
  });
  it("by the author does not count, however it came to be stored", () => {
    expect(approvalHolds(approved({ approvedBy: "author" }), LIMIT)).toEqual({
      ok: false,
      error: { code: "campaign.own_work" },
    });
  });
});

describe("promise 2: nothing leaves that only its author approved", () => {
  it("whatever people do, in whatever order", () => {
    const step = fc.record({
      event: fc.constantFrom(...CAMPAIGN_EVENTS),
      who: fc.constantFrom("author", "reviewer", "colleague"),
      count: fc.integer({ min: 0, max: 2_000 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...PURPOSES), fc.array(step, { maxLength: 25 }), (purpose, steps) => {
        let facts: CampaignFacts = campaign({ purpose, frozenCount: null });
        for (const { event, who, count } of steps) {
          const next = nextCampaignState(facts, event, { id: who, kind: "person" }, LIMIT);
          if (!next.ok) continue;
          // What the commands store beside the state.
          if (event === "edit") facts = { ...facts, frozenCount: count, approvedBy: null, lastEditorId: who };
          if (event === "approve") facts = { ...facts, approvedBy: who };
          if (event === "submit" && next.value === "approved") facts = { ...facts, approvedBy: BELOW_THRESHOLD };
          facts = { ...facts, state: next.value };
          if (facts.state !== "running") continue;
          expect(facts.approvedBy).not.toBeNull();
          expect([facts.authorId, facts.lastEditorId]).not.toContain(facts.approvedBy);
          if (facts.approvedBy === BELOW_THRESHOLD)
            expect(purpose !== "promotion" && (facts.frozenCount ?? Infinity) <= LIMIT).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
