import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { exampleFacts } from "./example-facts";
import type { TraceEntry } from "./facts";
import { CN_PACK } from "./packs/cn";
import { RULE_IDS } from "./rules";
import { shapeOf, splitTrace, unpackTrace, valuesIfLike, type PackedTrace, type TraceShape } from "./trace-form";

const text = fc.string({ unit: "binary" }).map((one) => one.toWellFormed());
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true }).map((at) => at.toISOString()));
const entry = fc.record({
  rule: fc.constantFrom(...RULE_IDS), row: fc.option(text), outcome: fc.constantFrom("pass", "wait", "withhold"),
  evidence: fc.dictionary(text.filter((key) => key !== "__proto__"), value),
}) as fc.Arbitrary<TraceEntry>;

const turned = <T,>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());

/** As the database hands it back: both halves went through JSON, and the keys stand in another order. */
function stored(trace: readonly TraceEntry[], later: readonly TraceEntry[] = []): { kept: PackedTrace; shapes: Map<number, TraceShape> } {
  const [shape, { values }] = [shapeOf(trace), splitTrace(trace)];
  return { kept: JSON.parse(JSON.stringify([7, ...values, ...later])) as PackedTrace, shapes: new Map([[7, (JSON.parse(JSON.stringify(shape)) as TraceShape).map(([rule, row, outcome, evidence]) => [rule, row, outcome, turned(evidence)] as const)]]) };
}

describe("a kept trace", () => {
  it("comes back entry for entry, whatever the rules saw", () => {
    fc.assert(fc.property(fc.array(entry, { maxLength: 30 }), fc.array(entry, { maxLength: 2 }), (trace, later) => {
      const { kept, shapes } = stored(trace, later);
      expect(unpackTrace(kept, shapes)).toEqual([...trace, ...later]);
    }));
  });

  it("is a hundred octets where it was two thousand, for customers of a campaign who differ in their consent only", () => {
    const trace = (day: number) => decide(CN_PACK, exampleFacts({
      purpose: "promotion", contentHash: "x", customer: { consents: [{ purpose: "promotion", channel: "sms", source: "branch", state: "given", at: new Date(Date.UTC(2026, 0, day)) }] },
    }), new Date("2026-11-23T12:00:00+08:00")).trace;
    const [one, other] = [splitTrace(trace(1)), splitTrace(trace(2))];
    expect(other.likeness).toEqual(one.likeness);
    expect(shapeOf(trace(2))).toEqual(shapeOf(trace(1)));
    expect(other.values).not.toEqual(one.values);
    expect(JSON.stringify(one.values).length).toBeLessThan(150);
    expect(JSON.stringify(trace(1)).length).toBeGreaterThan(2_000);
  });

  it("is not taken for another one because of what its words hold", () => {
    const one = (row: string, evidence: TraceEntry["evidence"]): TraceEntry => ({ rule: "consent", row, outcome: "pass", evidence });
    const tricky = [one("A", { word: "x" }), one("A pass \"word\":\"x\"", {}), one("A", { word: "x\" \"other\":\"y" }), one("A", { word: "x", other: "y" }), one("A\u0002pass", {}), one("A", { "word\u0005x": null }), one("A", { word: null }), one("A", { word: "null" })];
    expect(new Set(tricky.map((entry) => splitTrace([entry]).likeness)).size).toBe(tricky.length);
  });

  it("is like another one exactly where their shapes are equal", () => {
    fc.assert(fc.property(fc.array(entry, { maxLength: 3 }), fc.array(entry, { maxLength: 3 }), (one, other) => {
      expect(splitTrace(one).likeness === splitTrace(other).likeness).toBe(JSON.stringify(shapeOf(one)) === JSON.stringify(shapeOf(other)));
    }));
  });

  it("gives its own values against another one exactly where the two are alike, and the same ones", () => {
    const few = fc.record({
      rule: fc.constantFrom(...RULE_IDS.slice(0, 2)), row: fc.constantFrom(null, "a"), outcome: fc.constantFrom("pass", "wait"),
      evidence: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.oneof(fc.constantFrom("x", "y", "1", true, null), fc.integer({ min: 0, max: 2 }))).chain((one) => fc.constantFrom(one, turned(one))),
    }) as fc.Arbitrary<TraceEntry>;
    let alike = 0;
    fc.assert(fc.property(fc.array(few, { maxLength: 2 }), fc.array(few, { maxLength: 2 }), (trace, other) => {
      const [one, two] = [splitTrace(trace), splitTrace(other)];
      if (one.likeness === two.likeness) alike += 1;
      expect(valuesIfLike(trace, other)).toEqual(one.likeness === two.likeness ? one.values : null);
    }), { numRuns: 3_000 });
    expect(alike).toBeGreaterThan(100);
  });

  it("that was written out in full, as they all were once, is read as it is", () => {
    const { trace } = decide(CN_PACK, exampleFacts(), new Date("2026-11-23T12:00:00+08:00"));
    expect(unpackTrace(trace, new Map())).toEqual(trace);
    expect(unpackTrace([], new Map())).toEqual([]);
  });

  it("whose shape is missing is no trace at all: nobody is shown half of the reasons", () => {
    expect(() => unpackTrace([12, 3], new Map())).toThrow("trace shape 12 is missing");
  });
});
