import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { exampleFacts } from "./example-facts";
import { rulesInForce } from "./pack";
import { PACK_SOURCES } from "./packs";
import { difference, factsOfTrace, isAffected, supposedPack } from "./what-if";
import { withValues, type RuleValue } from "./values";

const CN = PACK_SOURCES.CN;
const at = new Date("2026-11-20T19:30:00+08:00");
const hours = (from: number, to: number) => ({ exempt: false, ownHours: true, fromMinute: from * 60, toMinute: to * 60, breakFromMinute: null, breakToMinute: null });
const promo = { rule: "quiet_hours", purpose: "promotion", channel: null } as const;
const value = (params: object, from: string): RuleValue => ({ ...promo, params, effectiveFrom: new Date(from), effectiveTo: null });
const consents = [{ purpose: "promotion", channel: "sms", state: "given", at: new Date("2026-01-01T00:00:00Z"), source: "branch" }] as const;
const offer = (now: Date) => exampleFacts({ purpose: "promotion", plannedAt: now, customer: { consents } });

describe("a supposition", () => {
  it("holds all along in place of whatever values the bank set, whenever it set them", () => {
    const values = [value(hours(8, 20), "2026-03-01T00:00:00Z"), value(hours(10, 12), "2026-10-01T00:00:00Z")];
    const pack = supposedPack(CN, values, { ...promo, params: hours(9, 19) });
    for (const instant of ["2026-02-01", "2026-04-01", "2026-11-01"])
      expect(rulesInForce(pack, "promotion", "sms", new Date(`${instant}T00:00:00Z`).getTime()).quiet_hours?.params).toMatchObject({ fromMinute: 540, toMinute: 1140 });
  });
  it("leaves other purposes and channels as they were", () => {
    const pack = supposedPack(CN, [], { ...promo, params: hours(9, 19) });
    expect(isAffected(withValues(CN, []), pack, "quiet_hours", "promotion", "sms", at.getTime())).toBe(true);
    expect(isAffected(withValues(CN, []), pack, "quiet_hours", "account", "sms", at.getTime())).toBe(false);
    expect(isAffected(withValues(CN, []), pack, "frequency_cap", "promotion", "sms", at.getTime())).toBe(false);
    // Calls have hours of their own, which beat those of the purpose.
    expect(isAffected(withValues(CN, []), pack, "quiet_hours", "promotion", "voice", at.getTime())).toBe(false);
  });
});

describe("the difference between two decisions", () => {
  const decided = (params: object, now = at) => decide(supposedPack(CN, [], { ...promo, params: { ...hours(8, 20), ...params } }), offer(now), now);
  it("is the outcome, with the rule that makes it", () => {
    expect(difference(decided({}), decided({ toMinute: 19 * 60 }))).toEqual({ from: "send", to: "wait", rule: "quiet_hours" });
    expect(difference(decided({ toMinute: 19 * 60 }), decided({}))).toEqual({ from: "wait", to: "send", rule: "quiet_hours" });
    expect(difference(decided({}), decided({ toMinute: 21 * 60 }))).toBeNull();
  });
  it("is also another moment of leaving", () => {
    const night = new Date("2026-11-20T23:00:00+08:00");
    expect(difference(decided({}, night), decided({ fromMinute: 9 * 60 }, night))).toMatchObject({ from: "wait", to: "wait" });
    expect(difference(decided({}, night), decided({ toMinute: 21 * 60 }, night))).toBeNull();
  });
});

describe("what a stored trace still knows", () => {
  const trace = (...entries: [string, "pass" | "withhold", Record<string, string | number>][]) => entries.map(([rule, outcome, evidence]) => ({ rule: rule as "consent", outcome, evidence }));
  it("gives back the facts that decided", () => {
    expect(factsOfTrace(trace(["small_amount", "pass", { amount: 12.5 }]))).toMatchObject({ amountMicros: 12_500_000, closed: false, hasContactPoint: true, branchInScope: true, provider: null, senderRegistered: null });
    expect(factsOfTrace(trace(["closed_customer", "withhold", {}], ["contact_point", "withhold", {}], ["branch_scope", "withhold", {}]))).toMatchObject({ closed: true, hasContactPoint: false, branchInScope: false });
    const ended = factsOfTrace(trace(["provider_contract", "withhold", { by: "contract", at: "2026-11-01T00:00:00.000Z" }]));
    expect(ended.provider).toEqual({ contractEndsAt: new Date("2026-11-01T00:00:00Z"), takesOffers: true });
    expect(factsOfTrace(trace(["provider_contract", "withhold", { by: "offers", at: "" }])).provider).toEqual({ contractEndsAt: null, takesOffers: false });
    expect(factsOfTrace([])).toMatchObject({ amountMicros: null, closed: false, hasContactPoint: true });
  });
});
