import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, lapsesAt, type KnownWording, type LapsingWord } from "./lapse";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const wording = (version: string, over: Partial<KnownWording> = {}): KnownWording => ({
  version, purpose: "promotion", durationMonths: null, effectiveFrom: day("2026-01-01"), renewBy: null, ...over,
});
const given = (wordingVersion: string, over: Partial<LapsingWord> = {}): LapsingWord => ({ purpose: "promotion", wordingVersion, at: day("2026-02-01"), state: "given", ...over });

const OLD = wording("2025-1", { effectiveFrom: day("2025-01-01") });
const DEMANDING = wording("2026-1", { effectiveFrom: day("2026-03-01"), renewBy: day("2026-09-01") });

describe("consent lapses", () => {
  it("never, where its words hold until withdrawn and no newer ones demand renewal", () => {
    expect(lapsesAt(given("2025-1"), [OLD, wording("2026-1")])).toBeNull();
    expect(lapsesAt(given("anything"), [])).toBeNull();
  });
  it("after the months that its words name", () => {
    expect(lapsesAt(given("y", { at: day("2026-01-31") }), [wording("y", { durationMonths: 1 })])).toEqual(day("2026-02-28"));
    expect(lapsesAt(given("y"), [wording("y", { durationMonths: 24 })])).toEqual(day("2028-02-01"));
  });
  it("when newer words of the purpose demand renewal, or earlier by its own duration", () => {
    expect(lapsesAt(given("2025-1"), [OLD, DEMANDING])).toEqual(day("2026-09-01"));
    expect(lapsesAt(given("2025-1"), [{ ...OLD, durationMonths: 3 }, DEMANDING])).toEqual(day("2026-05-01"));
    expect(lapsesAt(given("2025-1"), [{ ...OLD, durationMonths: 12 }, DEMANDING])).toEqual(day("2026-09-01"));
  });
  it("not under the newest words, nor because of words for another purpose", () => {
    expect(lapsesAt(given("2026-1"), [OLD, DEMANDING])).toBeNull();
    expect(lapsesAt(given("2025-1"), [OLD, { ...DEMANDING, purpose: "education" }])).toBeNull();
    expect(lapsesAt(given("2026-1", { purpose: "education" }), [OLD, DEMANDING])).toBeNull();
  });
  it("under words that nobody knows as under the oldest", () => {
    for (const version of ["reply", "import", "test-1", "none"]) expect(lapsesAt(given(version), [OLD, DEMANDING])).toEqual(day("2026-09-01"));
  });
  it("by the newest demand, which may give more time but revives nothing", () => {
    const more = wording("2026-2", { effectiveFrom: day("2026-08-01"), renewBy: day("2026-12-01") });
    expect(lapsesAt(given("2025-1"), [OLD, DEMANDING, more])).toEqual(day("2026-12-01"));
    const late = wording("2026-3", { effectiveFrom: day("2026-10-01"), renewBy: day("2027-01-01") });
    expect(lapsesAt(given("2025-1"), [OLD, DEMANDING, late])).toEqual(day("2026-09-01"));
    expect(lapsesAt(given("2026-1"), [OLD, DEMANDING, late])).toEqual(day("2027-01-01"));
  });
});

const anyDay = fc.integer({ min: 0, max: 2_000 }).map((days) => new Date(Date.UTC(2022, 0, 1 + days)));
const anyWordings = fc.uniqueArray(fc.record({
  version: fc.constantFrom("a", "b", "c", "d"), purpose: fc.constantFrom("promotion", "education"), durationMonths: fc.option(fc.integer({ min: 1, max: 60 })), effectiveFrom: anyDay, renewBy: fc.option(anyDay),
}), { selector: (one) => one.version });
const anyWord = fc.record({ purpose: fc.constantFrom("promotion", "education"), wordingVersion: fc.constantFrom("a", "b", "c", "d", "reply"), at: anyDay, state: fc.constantFrom("given" as const, "withdrawn" as const) });

describe("whatever words were published", () => {
  it("a refusal never lapses", () => {
    fc.assert(fc.property(anyWord, anyWordings, (word, known) => {
      expect(lapsesAt({ ...word, state: "withdrawn" }, known)).toBeNull();
    }));
  });
  it("the order in which they are read does not matter", () => {
    fc.assert(fc.property(anyWord, anyWordings.chain((known) => fc.tuple(fc.constant(known), fc.shuffledSubarray(known, { minLength: known.length }))), (word, [known, shuffled]) => {
      expect(lapsesAt(word, shuffled)).toEqual(lapsesAt(word, known));
    }));
  });
  it("consent under words of its purpose never outlasts the duration that they name", () => {
    fc.assert(fc.property(anyWord, anyWordings, (word, known) => {
      const own = known.find((one) => one.version === word.wordingVersion && one.purpose === word.purpose);
      if (word.state === "withdrawn" || !own || own.durationMonths === null) return;
      const end = lapsesAt(word, known);
      expect(end).not.toBeNull();
      expect(end?.getTime()).toBeLessThanOrEqual(addMonths(word.at, own.durationMonths).getTime());
    }));
  });
  it("what has lapsed stays lapsed when newer words are published afterwards", () => {
    fc.assert(fc.property(anyWord, anyWordings, fc.option(anyDay), fc.integer({ min: 0, max: 500 }), (word, known, renewBy, days) => {
      const before = lapsesAt(word, known);
      if (before === null) return;
      const effectiveFrom = new Date(Math.max(before.getTime(), ...known.map((one) => one.effectiveFrom.getTime() + 1)) + days * 86_400_000);
      const added: KnownWording = { version: "z", purpose: word.purpose, durationMonths: null, effectiveFrom, renewBy };
      expect(lapsesAt(word, [...known, added])?.getTime()).toBeLessThanOrEqual(before.getTime());
    }));
  });
  it("unknown words last no longer than known ones of no fixed duration", () => {
    fc.assert(fc.property(anyWord, anyWordings, (word, known) => {
      const unending = known.map((one) => ({ ...one, durationMonths: null }));
      const unknown = lapsesAt({ ...word, state: "given", wordingVersion: "reply" }, unending);
      const own = lapsesAt({ ...word, state: "given" }, unending);
      if (own !== null) expect(unknown).not.toBeNull();
    }));
  });
});

describe("months later", () => {
  it("is the same day, or the last of a shorter month, at the same hour", () => {
    expect(addMonths(new Date("2026-08-31T13:05:00Z"), 6)).toEqual(new Date("2027-02-28T13:05:00Z"));
    expect(addMonths(new Date("2024-01-30T00:00:00Z"), 1)).toEqual(new Date("2024-02-29T00:00:00Z"));
    expect(addMonths(new Date("2026-12-15T00:00:00Z"), 1)).toEqual(new Date("2027-01-15T00:00:00Z"));
  });
});
