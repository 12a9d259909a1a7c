import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { split as oracle } from "split-sms";
import { describe, expect, it } from "vitest";
import { billingSegments } from "./billing";
import { measureText } from "./measure";
import { segmentText } from "./segments";

type Vectors = {
  vectors: {
    id: string; text: string | null; repeat?: { char: string; times: number };
    encoding: string; units: number; segments: number; perSegment: number[] | null; remaining: number;
  }[];
  cnBilling: { vectors: { id: string; sign: string; content: string; segments: number; totalChars: number }[] };
};

// The shared fixture where it is at hand, else the copy that travels with the project.
const shared = new URL("../../../../shared/domain/segment-vectors.json", import.meta.url);
const copy = new URL("./segment-vectors.json", import.meta.url);
const { vectors, cnBilling } = JSON.parse(readFileSync(existsSync(shared) ? shared : copy, "utf8")) as Vectors;

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: fc.constantFrom("a", "€", "^", "贷", "😀", "ç", "Ç", "\n"), maxLength: 900 }),
);

describe("splitting a text into parts", () => {
  it.each(vectors.map((vector) => [vector.id, vector] as const))("agrees with vector %s", (_, vector) => {
    const split = segmentText(vector.text ?? (vector.repeat ? vector.repeat.char.repeat(vector.repeat.times) : ""));
    if (vector.segments === 0 || vector.segments > 255) return expect(split.ok).toBe(false);
    expect(split).toMatchObject({
      ok: true,
      value: { encoding: vector.encoding, units: vector.units, segments: vector.segments, remaining: vector.remaining },
    });
    if (split.ok && vector.perSegment) expect(split.value.parts.map((part) => part.units)).toEqual(vector.perSegment);
  });

  it("loses, repeats and reorders nothing", () => {
    fc.assert(fc.property(texts, (text) => {
      const split = segmentText(text);
      if (!split.ok) return;
      const { parts, units, encoding } = split.value;
      expect(parts.map((part) => part.text).join("")).toBe(text);
      expect(parts.reduce((sum, part) => sum + part.units, 0)).toBe(units);
      const limit = { "GSM-7": [160, 153], "UCS-2": [70, 67] }[encoding][parts.length > 1 ? 1 : 0] ?? 0;
      for (const part of parts) expect(part.units).toBeLessThanOrEqual(limit);
      for (const part of parts) expect(part.text.isWellFormed()).toBe(true);
    }));
  });

  it("agrees with an independent implementation on random texts", () => {
    fc.assert(fc.property(texts.filter((text) => text !== "" && text.isWellFormed()), (text) => {
      const split = segmentText(text);
      const other = oracle(text);
      if (!split.ok) return expect(other.parts.length).toBeGreaterThan(255);
      expect(split.value.segments).toBe(other.parts.length);
      expect(split.value.encoding === "GSM-7").toBe(other.characterSet !== "Unicode");
    }), { numRuns: 1_000 });
  });

  it("refuses nothing at all, half a character, and more parts than the network numbers", () => {
    expect(segmentText("")).toEqual({ ok: false, error: { code: "text.empty" } });
    expect(segmentText("a\ud83d")).toEqual({ ok: false, error: { code: "text.lone_surrogate" } });
    expect(segmentText("贷".repeat(67 * 255)).ok).toBe(true);
    expect(segmentText("贷".repeat(67 * 255 + 1))).toEqual({ ok: false, error: { code: "text.too_long" } });
  });

  it("names the characters that force two-byte letters, once each, where they first stand", () => {
    const split = segmentText("cafe ç, ç 贷");
    expect(split.ok && split.value.forcedBy).toEqual([{ character: "ç", index: 5 }, { character: "贷", index: 10 }]);
  });
});

describe("what a carrier in China charges", () => {
  it.each(cnBilling.vectors.map((vector) => [vector.id, vector] as const))("agrees with vector %s", (_, vector) => {
    const full = vector.sign === "" ? vector.content : `【${vector.sign}】${vector.content}`;
    expect(billingSegments(full, "cn-domestic")).toBe(vector.segments);
  });
  it("gives no discount for letters of the small alphabet at home, but does abroad", () => {
    const text = "a".repeat(160);
    expect(billingSegments(text, "cn-domestic")).toBe(3);
    expect(billingSegments(text, "international")).toBe(1);
  });
  it("says how many characters are left before the next segment is charged", () => {
    for (const [length, segments, remaining] of [[1, 1, 69], [70, 1, 0], [71, 2, 63], [134, 2, 0], [135, 3, 66]] as const) {
      const measured = measureText("贷".repeat(length), "cn-domestic");
      expect(measured.ok && measured.value.billing).toMatchObject({ segments, remaining });
    }
  });
});
