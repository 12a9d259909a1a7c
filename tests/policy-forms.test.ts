import { describe, expect, it } from "vitest";
import { endOfDay, readDay, readPolicySearch } from "@/app/(console)/policy/_components/policy-search";
import { readParams } from "@/app/(console)/policy/_components/rule-schema";
import { describedBy, instantOf, readTrySearch } from "@/app/(console)/policy/_components/try-search";
import { readSupposed, readTarget, targetKey, targetsOf } from "@/app/(console)/policy/_components/what-if-search";
import { describedFacts } from "@/lib/domain/policy/described";
import { ageSpan } from "@/lib/domain/policy/ask-person";
import { matrixAt } from "@/lib/domain/policy/matrix";
import { PACK_SOURCES, shippedPack } from "@/lib/domain/policy/packs";
import { RULE_IDS } from "@/lib/domain/policy/rules";

const now = new Date("2026-11-20T12:00:00+08:00");
const zone = "Asia/Shanghai";

describe("the address of the matrix", () => {
  it("says which pack and which day, and nothing where it makes no sense", () => {
    expect(readPolicySearch({ pack: "US", at: "2026-04-30" })).toEqual({ pack: "US", day: "2026-04-30" });
    expect(readPolicySearch({ pack: "XX", at: "2026-02-30" })).toEqual({ pack: null, day: "" });
    expect(readPolicySearch({ pack: ["US", "GB"], at: "yesterday" })).toEqual({ pack: null, day: "" });
    expect(["2026-02-29", "2024-02-29", "2026-13-01"].map(readDay)).toEqual(["", "2024-02-29", ""]);
  });
  it("means the end of that day of the bank: what came into force on it is seen", () => {
    expect(endOfDay("2026-04-30", zone).toISOString()).toBe("2026-04-30T15:59:59.999Z");
  });
});

describe("the form of a rule", () => {
  it("turns times into minutes and an empty day into none, and names what is no time", () => {
    expect(readParams({ fromMinute: "8:30", toMinute: "24:00", breakFromMinute: "", announcedOn: "", exempt: false, perDay: null })).toEqual({
      ok: true, params: { fromMinute: 510, toMinute: 1440, breakFromMinute: null, announcedOn: null, exempt: false, perDay: null },
    });
    expect(readParams({ fromMinute: "25:00" })).toEqual({ ok: false, param: "fromMinute" });
    expect(readParams({ fromMinute: "24:30" })).toEqual({ ok: false, param: "fromMinute" });
  });
});

describe("a try in the address", () => {
  const search = readTrySearch({ ask: "1", who: "described", at: "2026-12-01T19:30", purpose: "promotion", channel: "sms", agreed: ["promotion", "nonsense"], refused: "loan", prefers: "sms", quietFrom: "21:00", quietTo: "08:00", flag: ["elderFriendly"], age: "66", sentToday: "2", zone: "Asia/Urumqi", tags: "果农，返乡务工" });
  it("is read back as it was typed, and nothing else with it", () => {
    expect(search).toMatchObject({ isAsked: true, who: "described", agreed: ["promotion"], refused: ["loan"], prefers: ["sms"], flags: ["elderFriendly"], age: "66", sentToday: 2 });
    expect(readTrySearch({ at: "2026-12-01T24:30", age: "young", sentToday: "-3", who: "x", purpose: "spam", channel: "fax", pack: "XX" })).toMatchObject({
      isAsked: false, at: "", age: "", sentToday: 0, who: "number", purpose: "promotion", channel: "sms", pack: null,
    });
  });
  it("means the bank's clock, or now", () => {
    expect(instantOf(search, zone, now).toISOString()).toBe("2026-12-01T11:30:00.000Z");
    expect(instantOf(readTrySearch({}), zone, now)).toBe(now);
  });
  it("describes a customer of that age, with what was agreed and refused before, and with the messages of the day", () => {
    const at = instantOf(search, zone, now);
    const { customer, history } = describedFacts(describedBy(search, at, zone, "promotion"), "promotion", at);
    expect(ageSpan(customer, { now: at, packZones: [zone], calendar: "CN" })).toEqual({ youngest: 66, oldest: 66 });
    expect(customer).toMatchObject({ timeZone: "Asia/Urumqi", groups: ["migrant_worker"], preferences: { channels: ["sms"], quietHours: { fromMinute: 1260, toMinute: 480 }, elderFriendly: true } });
    expect(customer.consents.map((one) => [one.purpose, one.state, one.at < at])).toEqual([["promotion", "given", true], ["loan", "withdrawn", true]]);
    expect(history.map((one) => at.getTime() - one.at.getTime())).toEqual([3_600_000, 7_200_000]);
  });
  it("lets a customer want a message by no channel at all, and falls back to the bank's zone", () => {
    const none = readTrySearch({ who: "described", flag: "noChannel", prefers: "sms", zone: "Nowhere/Town" });
    expect(describedBy(none, now, zone, "promotion")).toMatchObject({ timeZone: zone, channels: { promotion: [] } });
  });
});

describe("what if in the address", () => {
  const targets = targetsOf(matrixAt(shippedPack("CN"), PACK_SOURCES.CN, now));
  const hours = targets.find((one) => targetKey(one) === "quiet_hours.promotion.")!;
  it("offers rules that decide about messages and may be changed, each once", () => {
    const keys = targets.map(targetKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(targets.map((one) => one.rule)).size).toBeGreaterThan(12);
    expect(targets.filter((one) => !(RULE_IDS as readonly string[]).includes(one.rule))).toEqual([]);
    expect(keys).toContain("quiet_hours..voice");
    // Fixed altogether: nothing to suppose.
    expect(keys).not.toContain("consent.promotion.");
  });
  it("is read as one word or in its parts", () => {
    const target = { rule: "quiet_hours", purpose: "promotion", channel: null };
    expect(readTarget({ target: "quiet_hours.promotion." })).toEqual(target);
    expect(readTarget({ rule: "quiet_hours", purpose: "promotion" })).toEqual(target);
    expect(readTarget({ target: "approval.promotion." })).toBeNull();
    expect(readTarget({})).toBeNull();
  });
  it("supposes what was typed, keeps what is fixed, and nothing before it is asked", () => {
    expect(readSupposed({ "p.fromMinute": "09:00" }, hours)).toBeNull();
    expect(readSupposed({ ask: "1", "p.fromMinute": "09:00", "p.toMinute": "19:00", "p.exempt": "true" }, hours)).toEqual({ ok: true, params: { ...hours.row.params, fromMinute: 540, toMinute: 1140, exempt: false } });
    expect(readSupposed({ ask: "1", "p.fromMinute": "noon" }, hours)).toEqual({ ok: false, param: "fromMinute" });
    const cap = targets.find((one) => targetKey(one) === "frequency_cap.promotion.")!;
    expect(readSupposed({ ask: "1", "p.perDay": "2", "p.perWeek": "", "p.perMonth": "7" }, cap)).toEqual({ ok: true, params: { perDay: 2, perWeek: null, perMonth: 7 } });
  });
});
