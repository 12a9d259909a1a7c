import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentConsent, type ConsentEntry } from "./state";

const entry = (state: "given" | "withdrawn", at: string, over: Partial<ConsentEntry> = {}): ConsentEntry => ({
  purpose: "promotion",
  channel: "sms",
  state,
  at: new Date(at),
  source: "branch",
  ...over,
});

const anyEntry = fc.record({
  purpose: fc.constantFrom("promotion" as const, "loan" as const),
  channel: fc.constantFrom("sms" as const, "email" as const),
  state: fc.constantFrom("given" as const, "withdrawn" as const),
  at: fc.integer({ min: 0, max: 6 }).map((day) => new Date(Date.UTC(2026, 2, 1 + day))),
  source: fc.constant("branch"),
});

describe("the current consent", () => {
  it("is none until the customer says something", () => {
    expect(currentConsent([], "promotion", "sms")).toEqual({ state: "none", entry: null });
  });
  it("is the latest word, whatever the order of the rows", () => {
    const given = entry("given", "2026-03-01T00:00:00Z");
    const withdrawn = entry("withdrawn", "2026-03-03T00:00:00Z");
    expect(currentConsent([withdrawn, given], "promotion", "sms")).toEqual({ state: "withdrawn", entry: withdrawn });
    const again = entry("given", "2026-03-04T00:00:00Z");
    expect(currentConsent([again, withdrawn, given], "promotion", "sms").state).toBe("given");
  });
  it("is a refusal when consent and refusal carry the same instant", () => {
    const pair = [entry("withdrawn", "2026-03-01T00:00:00Z"), entry("given", "2026-03-01T00:00:00Z")];
    expect(currentConsent(pair, "promotion", "sms").state).toBe("withdrawn");
    expect(currentConsent(pair.reverse(), "promotion", "sms").state).toBe("withdrawn");
  });
  it("speaks for its own channel and purpose only", () => {
    const rows = [
      entry("given", "2026-03-01T00:00:00Z"),
      entry("withdrawn", "2026-03-02T00:00:00Z", { channel: "email" }),
    ];
    expect(currentConsent(rows, "promotion", "sms").state).toBe("given");
    expect(currentConsent(rows, "loan", "sms").state).toBe("none");
  });
  it("does not let consent dated in the future hide a refusal", () => {
    const rows = [entry("given", "2062-03-01T00:00:00Z"), entry("withdrawn", "2026-03-02T00:00:00Z")];
    expect(currentConsent(rows, "promotion", "sms", new Date("2026-04-01T00:00:00Z")).state).toBe("withdrawn");
  });
  it("does not depend on the order of the ledger", () => {
    fc.assert(
      fc.property(
        fc
          .array(anyEntry)
          .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(currentConsent(shuffled, "promotion", "sms").state).toBe(
            currentConsent(rows, "promotion", "sms").state,
          );
        },
      ),
    );
  });
});
