import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { laterPart, wholeOf, type PartReport } from "./parts";
import type { ReceiptOutcome } from "./states";

const part = (state: PartReport["state"], code = state ?? ""): PartReport => ({ state, code });

describe("a text of several segments", () => {
  it("is delivered once all its segments are, and not before", () => {
    expect(wholeOf([part("delivered"), part(null)]).outcome).toBe("accepted");
    expect(wholeOf([part("delivered"), part("accepted")]).outcome).toBe("accepted");
    expect(wholeOf([part("delivered"), part("delivered")]).outcome).toBe("delivered");
  });

  it("has failed once one segment has, with that segment's code", () => {
    expect(wholeOf([part("delivered"), part("failed", "EXPIRED"), part(null)])).toEqual({ outcome: "failed", code: "EXPIRED" });
  });

  it("is unknown when the carrier has said all that it will say, and not all of it was good", () => {
    expect(wholeOf([part("unknown"), part("delivered")]).outcome).toBe("unknown");
    expect(wholeOf([part("unknown"), part(null)]).outcome).toBe("accepted");
  });

  it("comes to the same end in whatever order and however often the reports come", () => {
    const states = fc.constantFrom<ReceiptOutcome>("delivered", "failed", "accepted", "unknown");
    fc.assert(fc.property(fc.array(fc.constantFrom<ReceiptOutcome>("delivered", "failed"), { minLength: 1, maxLength: 5 }), fc.array(fc.tuple(fc.nat(4), states), { maxLength: 20 }), fc.infiniteStream(fc.nat(1_000)), (ends, noise, dice) => {
      const reports = [...ends.map((state, index) => [index, state] as const), ...noise.filter(([index, state]) => index < ends.length && (state === "accepted" || state === "unknown"))]
        .map((one) => ({ one, at: dice.next().value })).sort((a, b) => a.at - b.at).map(({ one }) => one);
      const parts: PartReport[] = ends.map(() => part(null));
      for (const [index, state] of reports) parts[index] = laterPart(parts[index] ?? part(null), part(state));
      expect(wholeOf(parts).outcome).toBe(ends.includes("failed") ? "failed" : "delivered");
    }));
  });
});
