import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { echoCapacity, isReference, readEcho, writeEcho } from "./echo";

const token = fc.stringMatching(/^[A-Za-z0-9_-]{3}$/);
const entries = (max: number) => fc.uniqueArray(fc.record({ reference: fc.uuid(), token }), { minLength: 1, maxLength: max, selector: (one) => one.token });

describe("what a carrier echoes", () => {
  it("leads each number of a call back to its own message", () => {
    for (const max of [255, 511]) {
      fc.assert(fc.property(entries(echoCapacity(max)), (all) => {
        const echo = writeEcho(all, max);
        expect(echo.length).toBeLessThanOrEqual(max);
        for (const one of all) expect(readEcho(echo, one.token)).toEqual({ group: all.length > 1, reference: one.reference });
      }));
    }
  });
  it("leads a number that was not in the call to nobody", () => {
    fc.assert(fc.property(entries(7).filter((all) => all.length > 1), token, (all, other) => {
      fc.pre(all.every((one) => one.token !== other));
      expect(readEcho(writeEcho(all, 255), other)).toEqual({ group: true, reference: null });
    }));
  });
  it("says of a call that is too large only that it was one of several", () => {
    const all = Array.from({ length: 8 }, (_, index) => ({ reference: `0190a000-0000-7000-8000-00000000000${String(index)}`, token: `t0${String(index)}` }));
    expect(readEcho(writeEcho(all, 255), "t01")).toEqual({ group: true, reference: null });
  });
  it("is never read as a message where it is none", () => {
    fc.assert(fc.property(fc.string(), fc.option(token), (text, one) => {
      const { reference } = readEcho(text, one);
      expect(reference === null || isReference(reference)).toBe(true);
    }));
    expect(readEcho("g.abc" + "z".repeat(32), "abc")).toEqual({ group: true, reference: null });
    expect(readEcho(null, "abc")).toEqual({ group: false, reference: null });
  });
});
