import { describe, expect, it } from "vitest";
import { filingView, INTERRUPTED_MS, mayBeFiled, standingAfter } from "./filing-state";

const now = new Date("2026-06-01T00:00:00Z");
const filing = (state: string, filingId = "SMS_1", agoMs = 0) => ({ state, filingId, filedAt: new Date(now.getTime() - agoMs) });
const earlier = new Date(now.getTime() - 1);
const later = new Date(now.getTime() + 1);

describe("how a template stands with a carrier", () => {
  it("is what the carrier said, until the contract under which it was filed ends", () => {
    expect(filingView(null, null, now)).toBe("none");
    expect(filingView(filing("pending"), null, now)).toBe("pending");
    expect(filingView(filing("filed"), later, now)).toBe("filed");
    expect(filingView(filing("filed"), earlier, now)).toBe("lapsed");
    expect(filingView(filing("refused"), earlier, now)).toBe("refused");
    expect(filingView(filing("lapsed"), later, now)).toBe("lapsed");
  });
  it("is unknown where the call was cut off, once no answer can come any more", () => {
    expect(filingView(filing("pending", "", INTERRUPTED_MS - 1), null, now)).toBe("pending");
    expect(filingView(filing("pending", "", INTERRUPTED_MS), null, now)).toBe("interrupted");
    expect(filingView(filing("pending", "SMS_1", INTERRUPTED_MS), null, now)).toBe("pending");
  });
  it("lets it be filed (again) unless the carrier has it or looks at it", () => {
    expect((["none", "pending", "interrupted", "filed", "refused", "lapsed"] as const).filter(mayBeFiled)).toEqual(["none", "interrupted", "refused", "lapsed"]);
  });
  it("changes by what the carrier says later, and not by a carrier that has nothing to say", () => {
    const after = (before: Parameters<typeof standingAfter>[0]) => (["pending", "filed", "refused"] as const).map((told) => standingAfter(before, told));
    for (const before of ["unknown", "pending", "refused"] as const) expect(after(before)).toEqual(["pending", "filed", "refused"]);
    expect(after("filed")).toEqual(["filed", "filed", "lapsed"]);
    expect(after("lapsed")).toEqual(["pending", "filed", "lapsed"]);
  });
});
