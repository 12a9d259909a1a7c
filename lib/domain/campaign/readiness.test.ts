import { describe, expect, it } from "vitest";
import { reviewNeed } from "./lifecycle";
import { readiness, type ReadinessFacts } from "./readiness";
import { shouldPause } from "./stops";

const ready: ReadinessFacts = {
  now: new Date("2026-11-23T10:00:00+08:00"),
  timeZone: "Asia/Shanghai",
  purpose: "promotion",
  templateState: "approved", notRegistered: [],
  frozenCount: 1_000,
  dryRun: { stale: false, send: 900, wait: 0, withheld: 100, withheldByReason: { consent: 100 }, billingSegmentsMax: 1, costMicros: 45_000_000n },
  valuesMissing: [],
  route: {
    name: "移动直连",
    enabled: true,
    contractEndsAt: new Date("2027-01-01"),
    allowsFinancePromo: true,
    speed: 100,
  },
  signature: { name: "鸿雁银行", filed: 3, carriers: 3 },
  startAt: null,
  usesScore: false,
  assessed: false,
  speedLimit: null,
  budgetMicros: 60_000_000n,
  review: reviewNeed({ purpose: "promotion", frozenCount: 1_000 }, 500),
  sendingStopped: false,
  hours: { fromMinute: 480, toMinute: 1200, breakFromMinute: null, breakToMinute: null },
  sameToday: 0,
  cap: { perDay: 1, perMonth: 4 },
};
const of = (over: Partial<ReadinessFacts>) => readiness({ ...ready, ...over });
const blocks = (over: Partial<ReadinessFacts>) => of(over).blockers.map((one) => one.code);
const warns = (over: Partial<ReadinessFacts>) => of(over).warnings.map((one) => one.code);
const route = ready.route;
const dryRun = ready.dryRun;

describe("the readiness list", () => {
  it("has nothing against a campaign that is ready", () => {
    expect(of({})).toMatchObject({ blockers: [], warnings: [] });
  });
  it("says how many customers get nothing because there is no elder-friendly text, or because they refused profiling", () => {
    if (dryRun === null) throw new Error("the example has one");
    const kept = { ...dryRun, withheldByReason: { elder_variant: 7, profiling: 3, consent: 90 } };
    expect(of({ dryRun: kept }).warnings).toEqual([{ code: "no_elder_text", evidence: { count: 7 } }]);
    expect(of({ dryRun: kept, usesScore: true, assessed: true }).warnings).toContainEqual({ code: "profiling_refused", evidence: { count: 3 } });
    expect(of({ dryRun: { ...dryRun, withheldByReason: { consent: 100 } } }).warnings).toEqual([]);
  });
  it("blocks what cannot or must not be sent", () => {
    expect(blocks({ templateState: "in_review" })).toEqual(["template_not_approved"]);
    expect(blocks({ frozenCount: null })).toEqual(["audience_not_frozen"]);
    expect(blocks({ frozenCount: 0 })).toEqual(["audience_empty"]);
    expect(blocks({ dryRun: null })).toEqual(["dry_run_missing"]);
    if (dryRun === null || route === null) throw new Error("the example has both");
    expect(blocks({ dryRun: { ...dryRun, stale: true } })).toEqual(["dry_run_stale"]);
    expect(blocks({ dryRun: { ...dryRun, send: 0, withheld: 1_000 } })).toEqual(["nobody_left"]);
    expect(blocks({ valuesMissing: ["amount"] })).toEqual(["values_missing"]);
    expect(blocks({ route: null })).toEqual(["no_route"]);
    expect(blocks({ route: { ...route, enabled: false } })).toEqual(["route_disabled"]);
    expect(blocks({ route: { ...route, contractEndsAt: ready.now } })).toEqual(["contract_expired"]);
    const later = new Date("2027-01-01T09:00:00+08:00");
    expect(blocks({ startAt: later, route: { ...route, contractEndsAt: later } })).toEqual(["contract_ends_before_start"]);
    expect(blocks({ startAt: later, route: { ...route, contractEndsAt: new Date(later.getTime() + 1) } })).toEqual([]);
    expect(blocks({ startAt: later, route: { ...route, contractEndsAt: null } })).toEqual([]);
    expect(blocks({ startAt: later, route: { ...route, contractEndsAt: ready.now } })).toEqual(["contract_expired"]);
    expect(blocks({ usesScore: true })).toEqual(["assessment_missing"]);
    expect(blocks({ usesScore: true, assessed: true })).toEqual([]);
    expect(blocks({ route: { ...route, allowsFinancePromo: false } })).toEqual(["finance_refused"]);
    expect(blocks({ purpose: "loan", route: { ...route, allowsFinancePromo: false } })).toEqual([]);
    expect(blocks({ signature: { name: "x", filed: 0, carriers: 3 } })).toEqual(["signature_unfiled"]);
    expect(blocks({ budgetMicros: 44_999_999n })).toEqual(["over_budget"]);
    expect(blocks({ startAt: new Date("2026-11-23T09:00:00+08:00") })).toEqual(["start_in_past"]);
    expect(blocks({ sendingStopped: true })).toEqual(["sending_stopped"]);
    expect(blocks({ sendingStopped: true, purpose: "risk" })).toEqual([]);
  });
  it("warns of what an author may not have noticed", () => {
    if (dryRun === null) throw new Error("the example has one");
    expect(warns({ dryRun: { ...dryRun, send: 600, withheld: 400 } })).toEqual(["many_withheld"]);
    expect(warns({ dryRun: { ...dryRun, billingSegmentsMax: 2 } })).toEqual(["two_segments"]);
    expect(warns({ startAt: new Date("2026-11-23T21:00:00+08:00") })).toEqual(["outside_hours"]);
    expect(warns({ startAt: new Date("2026-11-23T21:00:00+08:00"), hours: null })).toEqual([]);
    // A million at 100 a second takes nearly three hours: to the evening, but not from noon.
    expect(warns({ frozenCount: 1_000_000, startAt: new Date("2026-11-23T18:00:00+08:00") })).toEqual(["overnight"]);
    expect(warns({ frozenCount: 1_000_000, startAt: new Date("2026-11-23T12:00:00+08:00") })).toEqual([]);
    expect(warns({ frozenCount: 1_000_000, startAt: new Date("2026-11-23T12:00:00+08:00"), speedLimit: 10 })).toEqual([
      "overnight",
    ]);
    expect(warns({ signature: { name: "x", filed: 2, carriers: 3 } })).toEqual(["signature_partly_filed"]);
    expect(warns({ budgetMicros: null })).toEqual(["no_budget"]);
    expect(warns({ sameToday: 1 })).toEqual(["same_today"]);
  });
  it("says what protects the customer whatever is done", () => {
    expect(of({}).protections.map((one) => one.code)).toEqual([
      "review_needed",
      "bound",
      "refusals_last",
      "hours_kept",
      "caps_kept",
      "no_calls",
      "never_twice",
      "self_pause",
    ]);
    const risk = of({
      purpose: "risk",
      hours: null,
      cap: { perDay: null, perMonth: null },
      review: reviewNeed({ purpose: "risk", frozenCount: 3 }, 500),
    });
    expect(risk.protections.map((one) => one.code)).toEqual([
      "no_review_needed",
      "bound",
      "refusals_last",
      "no_calls",
      "never_twice",
      "self_pause",
    ]);
  });
});

describe("a running campaign", () => {
  const thresholds = { minimum: 100, errorShare: 0.2, refusalShare: 0.03, complaintShare: 0.005 };
  const none = { answered: 1_000, errors: 0, refusals: 0, complaints: 0 };
  it("pauses itself when errors, refusals or complaints pass their share, and says which", () => {
    expect(shouldPause(none, thresholds)).toBeNull();
    expect(shouldPause({ ...none, errors: 200, refusals: 30, complaints: 5 }, thresholds)).toBeNull();
    expect(shouldPause({ ...none, errors: 201 }, thresholds)).toEqual({
      code: "errors",
      evidence: { count: 201, answered: 1_000, percent: 20.1, limit: 20 },
    });
    expect(shouldPause({ ...none, refusals: 31 }, thresholds)).toMatchObject({ code: "refusals" });
    expect(shouldPause({ ...none, errors: 999, refusals: 31, complaints: 6 }, thresholds)).toMatchObject({
      code: "complaints",
    });
  });
  it("does not judge by a handful of answers", () => {
    expect(shouldPause({ answered: 99, errors: 99, refusals: 0, complaints: 0 }, thresholds)).toBeNull();
    expect(
      shouldPause({ answered: 0, errors: 0, refusals: 0, complaints: 0 }, { ...thresholds, minimum: 0 }),
    ).toBeNull();
  });
});
