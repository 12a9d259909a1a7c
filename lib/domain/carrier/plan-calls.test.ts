import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planCalls } from "./plan-calls";

const message = fc.record({ id: fc.uuid(), key: fc.constantFrom("a", "b"), to: fc.nat({ max: 5 }), urgent: fc.boolean() });

describe("a plan of calls", () => {
  it("holds every message once, in calls of one kind, no number twice, none too large", () => {
    fc.assert(fc.property(fc.uniqueArray(message, { selector: (one) => one.id, maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (all, sizeMax) => {
      const calls = planCalls(all, { sizeMax, keyOf: (one) => one.key, tokenOf: (one) => String(one.to), alone: (one) => one.urgent });
      expect(calls.flat().map((one) => one.id).sort()).toEqual(all.map((one) => one.id).sort());
      for (const call of calls) {
        expect(call.length).toBeGreaterThan(0);
        expect(call.length).toBeLessThanOrEqual(sizeMax);
        expect(new Set(call.map((one) => one.key)).size).toBe(1);
        expect(new Set(call.map((one) => one.to)).size).toBe(call.length);
        if (call.some((one) => one.urgent)) expect(call).toHaveLength(1);
      }
    }));
  });
});
