import { describe, expect, it } from "vitest";
import { dayOf, daysOf, readPeriod } from "./period";

describe("the period of a dashboard", () => {
  it("is thirty days up to today where nothing usable was asked", () => {
    expect(readPeriod(undefined, undefined, "2026-11-24")).toEqual({ from: "2026-10-26", to: "2026-11-24" });
    expect(readPeriod("2026-13-01", "gestern", "2026-11-24")).toEqual({ from: "2026-10-26", to: "2026-11-24" });
  });
  it("never lies in the future, backwards or over more than a year", () => {
    expect(readPeriod("2026-11-01", "2027-01-01", "2026-11-24")).toEqual({ from: "2026-11-01", to: "2026-11-24" });
    expect(readPeriod("2026-11-20", "2026-11-10", "2026-11-24").from).toBe("2026-10-12");
    expect(daysOf(readPeriod("2001-01-01", "2026-11-24", "2026-11-24"))).toHaveLength(367);
  });
  it("counts days on the bank's clock", () => {
    expect(dayOf(new Date("2026-11-23T16:30:00Z"), "Asia/Shanghai")).toBe("2026-11-24");
    expect(daysOf({ from: "2026-02-27", to: "2026-03-01" })).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  });
});
