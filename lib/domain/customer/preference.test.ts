import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANNELS, LANGUAGES, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { channelOrder, NOTHING_SAID, preferenceAfter, savePreferenceSchema, type PreferenceState } from "./preference";
import { preferenceChanges } from "./preference-changes";
import { effectsOf, isWarning, preferenceEffects, type OffersState } from "./preference-effects";

const codes = (effects: readonly { code: string }[]) => effects.map((one) => one.code);
const NO_WORD: OffersState = { state: "none", channels: [] };
const AGREED: OffersState = { state: "given", channels: ["sms", "email"] };
const REFUSED: OffersState = { state: "withdrawn", channels: [] };

const channelList = fc.uniqueArray(fc.constantFrom(...CHANNELS), { maxLength: 3 });
const anyState: fc.Arbitrary<PreferenceState> = fc.record({
  channels: fc.record(Object.fromEntries(PURPOSES.map((purpose) => [purpose, channelList])), { requiredKeys: [] }),
  quietFrom: fc.option(fc.nat(1439)), quietTo: fc.option(fc.nat(1439)), elderFriendly: fc.boolean(), noProfiling: fc.boolean(), wantsCalls: fc.boolean(),
  smallAmountYuan: fc.option(fc.integer({ min: 1, max: 1000 })), language: fc.constantFrom(...LANGUAGES), hasHelper: fc.boolean(),
});
const anyOffers: fc.Arbitrary<OffersState> = fc.record({ state: fc.constantFrom("given", "withdrawn", "none"), channels: channelList });

describe("what a choice brings about", () => {
  it("a refusal of offers is told as such, whatever channels were once named", () => {
    fc.assert(fc.property(anyState, (state) => { expect(codes(effectsOf(state, REFUSED))).toContain("offers_stop"); }));
  });

  it("never promises offers by a channel that was not agreed to", () => {
    fc.assert(fc.property(anyState, anyOffers, (state, offers) => {
      const by = effectsOf(state, offers).find((effect) => effect.code === "offers_by")?.channels ?? [];
      expect(by.every((channel) => offers.state === "given" && offers.channels.includes(channel))).toBe(true);
    }));
  });

  it("always says that risk alerts come all the same", () => {
    fc.assert(fc.property(anyState, anyOffers, (state, offers) => { expect(codes(effectsOf(state, offers))).toContain("risk_always"); }));
  });

  it("of no change is nothing; of any change exactly what it reached", () => {
    fc.assert(fc.property(anyState, anyOffers, (state, offers) => { expect(preferenceEffects(state, state, offers)).toEqual([]); }));
    expect(codes(preferenceEffects(NOTHING_SAID, { ...NOTHING_SAID, quietFrom: 1260, quietTo: 480 }, NO_WORD))).toEqual(["quiet_from_to"]);
    expect(codes(preferenceEffects({ ...NOTHING_SAID, elderFriendly: true }, NOTHING_SAID, NO_WORD))).toEqual(["elder_off"]);
    expect(codes(preferenceEffects(NOTHING_SAID, NOTHING_SAID, AGREED, REFUSED))).toEqual(["offers_stop"]);
  });

  it("warns of notices about money that will come by no channel", () => {
    const effects = preferenceEffects(NOTHING_SAID, { ...NOTHING_SAID, channels: { loan: [], education: [] } }, NO_WORD);
    expect(effects.filter(isWarning).map((one) => one.code)).toEqual(["loan_none"]);
  });

  it("promises calls only for what calls were asked for", () => {
    const state = { ...NOTHING_SAID, wantsCalls: true, channels: { loan: ["voice", "sms"] as const } };
    expect(effectsOf(state, NO_WORD).find((one) => one.code === "calls_only_for")?.purposes).toEqual(["loan"]);
    expect(codes(effectsOf({ ...state, wantsCalls: false }, NO_WORD))).toContain("calls_never");
  });
});

describe("what the trail keeps of a change", () => {
  it("names each changed field and no other", () => {
    fc.assert(fc.property(anyState, (state) => { expect(preferenceChanges(state, state)).toEqual({}); }));
    expect(preferenceChanges(NOTHING_SAID, { ...NOTHING_SAID, quietFrom: 60, quietTo: 120, channels: { loan: ["sms"] } })).toEqual({
      quietHours: { before: null, after: [60, 120] }, "channels.loan": { before: null, after: ["sms"] },
    });
  });

  it("of another helper says only that it is another", () => {
    const named = { ...NOTHING_SAID, hasHelper: true };
    expect(preferenceChanges(named, named, "name")).toEqual({ helper: { before: "named", after: "renamed" } });
  });
});

const whole = {
  customerId: "01990000-0000-7000-8000-000000000000", lockVersion: 0, channels: {}, quietFrom: null, quietTo: null, elderFriendly: false, noProfiling: false,
  wantsCalls: false, smallAmountYuan: null, language: "zh-CN", helper: { change: "keep" },
};
const faults = (change: object) => savePreferenceSchema.safeParse({ ...whole, ...change }).error?.issues.map((issue) => issue.message) ?? [];

describe("a preference that can be kept", () => {
  it("is whole in itself", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ quietFrom: 60 })).toEqual(["customer.quiet_hours_incomplete"]);
    expect(faults({ quietFrom: 60, quietTo: 60 })).toEqual(["customer.quiet_hours_empty"]);
    expect(faults({ channels: { loan: ["voice"] } })).toEqual(["customer.calls_not_wanted"]);
    expect(faults({ smallAmountYuan: 1001 })).toEqual(["preference.small_amount_range"]);
  });

  it("names a helper only with that person's own yes", () => {
    expect(faults({ helper: { change: "name", name: "王芳", phone: "15412345678", agreed: false } })).toEqual(["preference.helper_not_agreed"]);
    expect(faults({ helper: { change: "name", name: "王芳", phone: "15412345678", agreed: true } })).toEqual([]);
  });

  it("keeps, removes or gets a helper", () => {
    const said = savePreferenceSchema.parse(whole);
    expect(preferenceAfter({ ...NOTHING_SAID, hasHelper: true }, said).hasHelper).toBe(true);
    expect(preferenceAfter({ ...NOTHING_SAID, hasHelper: true }, { ...said, helper: { change: "remove" } }).hasHelper).toBe(false);
    expect(preferenceAfter(NOTHING_SAID, { ...said, helper: { change: "name", name: "王芳", phone: "1", agreed: true } }).hasHelper).toBe(true);
  });

  it("takes two choices as an order", () => {
    expect(channelOrder("usual", "sms")).toBeUndefined();
    expect(channelOrder("none", "sms")).toEqual([]);
    expect(channelOrder("sms", "sms")).toEqual(["sms"]);
    expect(channelOrder("email", "sms")).toEqual(["email", "sms"]);
  });
});
