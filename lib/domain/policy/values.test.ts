import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { decide } from "./decide";
import { exampleFacts } from "./example-facts";
import { missingRules, packAt, rulePack, rulesInForce, type RuleRow } from "./pack";
import { CN_PACK, CN_SOURCE } from "./packs/cn";
import { ruleValueSchema } from "./rules";
import { acceptValue, editableRow, withValues } from "./values";

const NOW = new Date("2026-11-23T12:00:00+08:00");
const row = (id: string): RuleRow => {
  const found = CN_SOURCE.rows.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const hours = (fromMinute: number, toMinute: number) => ({
  exempt: false,
  ownHours: true,
  fromMinute,
  toMinute,
  breakFromMinute: null,
  breakToMinute: null,
});
const value = (params: unknown, effectiveFrom: string, effectiveTo: string | null = null) => ({
  rule: "quiet_hours",
  purpose: "promotion",
  channel: null,
  params,
  effectiveFrom: new Date(effectiveFrom),
  effectiveTo: effectiveTo === null ? null : new Date(effectiveTo),
});
const consents = [
  {
    purpose: "promotion" as const,
    channel: "sms" as const,
    state: "given" as const,
    at: new Date("2020-01-01"),
    source: "branch",
  },
];
const offer = exampleFacts({ purpose: "promotion", customer: { consents } });

describe("the mainland pack", () => {
  it("has a row for every rule, purpose and channel today", () => {
    for (const purpose of PURPOSES)
      for (const channel of CHANNELS) expect(missingRules(CN_PACK, purpose, channel, NOW)).toEqual([]);
  });
  it("keeps its own parameters inside its own floors and ceilings, with ids used once", () => {
    for (const one of CN_SOURCE.rows) expect(acceptValue(one, one.params), one.id).toMatchObject({ ok: true });
    expect(new Set(CN_SOURCE.rows.map((one) => one.id)).size).toBe(CN_SOURCE.rows.length);
  });
  it("never has two instruments in force for the same thing", () => {
    for (const a of CN_SOURCE.rows) {
      for (const b of CN_SOURCE.rows) {
        if (a === b || a.rule !== b.rule || a.purpose !== b.purpose || a.channel !== b.channel) continue;
        const apart =
          (a.effectiveTo !== null && a.effectiveTo <= b.effectiveFrom) ||
          (b.effectiveTo !== null && b.effectiveTo <= a.effectiveFrom);
        expect(apart, `${a.id} ${b.id}`).toBe(true);
      }
    }
  });
  it("answers at a pinned instant as it does at that instant", () => {
    for (const when of [
      "2022-01-01T04:00:00Z",
      "2026-04-30T15:59:59Z",
      "2026-05-01T00:00:00Z",
      "2026-11-23T04:00:00Z",
    ]) {
      const at = new Date(when);
      expect(decide(packAt(CN_SOURCE, at), offer, at)).toEqual(decide(CN_PACK, offer, at));
    }
    expect(packAt(CN_SOURCE, NOW).rows.every((one) => one.instrument !== "miit_31")).toBe(true);
  });
});

describe("an edited parameter", () => {
  it("stays within 08:00 and 21:00 for offers", () => {
    const promo = row("CN-HOURS-PROMO-1");
    expect(acceptValue(promo, hours(480, 1260)).ok).toBe(true);
    expect(acceptValue(promo, hours(479, 1200))).toMatchObject({
      ok: false,
      error: { code: "policy.below_floor", evidence: { param: "fromMinute", limit: "08:00" } },
    });
    expect(acceptValue(promo, hours(480, 1261))).toMatchObject({
      ok: false,
      error: { code: "policy.above_ceiling", evidence: { param: "toMinute", limit: "21:00" } },
    });
    expect(acceptValue(promo, { ...hours(480, 1200), exempt: true })).toMatchObject({
      error: { code: "policy.fixed", evidence: { param: "exempt" } },
    });
    expect(acceptValue(promo, hours(1200, 480))).toMatchObject({
      error: { code: "policy.invalid_value", evidence: { reason: "policy.window_reversed" } },
    });
  });
  it("cannot lift the cap on offers, nor turn the consent that the law asks for into none", () => {
    expect(acceptValue(row("CN-CAP-PROMO-1"), { perDay: null, perWeek: 2, perMonth: 4 })).toMatchObject({
      error: { code: "policy.above_ceiling", evidence: { param: "perDay" } },
    });
    expect(acceptValue(row("CN-CONSENT-PROMO-74"), { basis: "exempt" })).toMatchObject({
      error: { code: "policy.fixed" },
    });
    expect(acceptValue(row("CN-CAP-PROMO-1"), { perDay: 1, perWeek: 1, perMonth: 1, extra: 1 })).toMatchObject({
      error: { code: "policy.invalid_value" },
    });
  });
  it("holds from its date, and the latest edit holds", () => {
    const pack = withValues(CN_SOURCE, [
      value(hours(600, 1080), "2026-11-20T00:00:00Z"),
      value(hours(540, 1140), "2026-11-10T00:00:00Z"),
    ]);
    const from = (at: string) =>
      rulesInForce(pack, "promotion", "sms", new Date(at).getTime()).quiet_hours?.params.fromMinute;
    expect([from("2026-11-09T00:00:00Z"), from("2026-11-15T00:00:00Z"), from("2026-11-23T00:00:00Z")]).toEqual([
      480, 540, 600,
    ]);
  });
  it("is followed by the pack's own value when it ends", () => {
    const pack = withValues(CN_SOURCE, [value(hours(600, 1080), "2026-11-10T00:00:00Z", "2026-11-20T00:00:00Z")]);
    expect(rulesInForce(pack, "promotion", "sms", NOW.getTime()).quiet_hours?.params.fromMinute).toBe(480);
  });
  it("that the pack refuses is not obeyed", () => {
    const pack = withValues(CN_SOURCE, [
      value(hours(0, 1440), "2026-11-10T00:00:00Z"),
      value("nonsense", "2026-11-11T00:00:00Z"),
    ]);
    expect(decide(pack, offer, new Date("2026-11-23T23:00:00+08:00")).outcome).toBe("wait");
  });
  it("for one purpose may narrow a rule that all purposes share, and leaves the others alone", () => {
    const pack = withValues(CN_SOURCE, [{ ...value(hours(480, 1200), "2026-11-10T00:00:00Z"), purpose: "education" }]);
    const to = (purpose: "education" | "account") =>
      rulesInForce(pack, purpose, "sms", NOW.getTime()).quiet_hours?.params.toMinute;
    expect([to("education"), to("account")]).toEqual([1200, 1320]);
    expect(editableRow(CN_SOURCE, { rule: "quiet_hours", purpose: "education", channel: null }, NOW)).toMatchObject({
      ok: true,
      value: { id: "CN-HOURS-1" },
    });
    expect(editableRow(CN_SOURCE, { rule: "quiet_hours", purpose: "promotion", channel: null }, NOW)).toMatchObject({
      ok: true,
      value: { id: "CN-HOURS-PROMO-1" },
    });
    expect(editableRow(CN_SOURCE, { rule: "weather", purpose: null, channel: null }, NOW)).toMatchObject({
      ok: false,
      error: { code: "policy.unknown_rule" },
    });
  });
  it("outlives a change of instrument and then cites the new one", () => {
    const suppression = {
      rule: "suppression",
      purpose: "promotion",
      channel: null,
      params: { sharedPhone: true },
      effectiveFrom: new Date("2026-01-01"),
      effectiveTo: null,
    };
    const pack = withValues(CN_SOURCE, [suppression]);
    const cited = (at: string) =>
      rulesInForce(pack, "promotion", "sms", new Date(at).getTime()).suppression?.instrument;
    expect([cited("2026-04-01T00:00:00Z"), cited("2026-06-01T00:00:00Z")]).toEqual(["miit_31", "miit_74"]);
  });
  it("never lets an offer out between 21:00 and 08:00, whatever is stored", () => {
    const anyValue = fc.record({
      from: fc.integer({ min: -10, max: 1500 }),
      to: fc.integer({ min: -10, max: 1500 }),
      exempt: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 4 }), fc.integer({ min: 0, max: 659 }), (values, minutes) => {
        const pack = withValues(
          CN_SOURCE,
          values.map((one) => value({ ...hours(one.from, one.to), exempt: one.exempt }, "2026-01-01T00:00:00Z")),
        );
        expect(
          decide(pack, offer, new Date(Date.parse("2026-11-23T21:00:00+08:00") + minutes * 60_000)).outcome,
        ).not.toBe("send");
      }),
    );
  });
});

describe("a rule that changes overnight", () => {
  it("is asked again at the end of the wait", () => {
    const late = value(hours(600, 1200), "2026-11-23T16:00:00Z");
    const decision = decide(withValues(CN_SOURCE, [late]), offer, new Date("2026-11-23T21:00:00+08:00"));
    expect(decision).toMatchObject({ outcome: "wait", until: new Date("2026-11-24T10:00:00+08:00") });
  });
  it("finds the newer of two rows without an end", () => {
    const rows = CN_SOURCE.rows.map((one) => (one.id === "CN-CONSENT-PROMO-31" ? { ...one, effectiveTo: null } : one));
    expect(rulesInForce(rulePack({ ...CN_SOURCE, rows }), "promotion", "sms", NOW.getTime()).consent?.instrument).toBe(
      "miit_74",
    );
  });
  it("has a schema for its parameters", () => {
    for (const one of CN_SOURCE.rows)
      expect(ruleValueSchema[one.rule].safeParse(one.params).success, one.id).toBe(true);
  });
});
