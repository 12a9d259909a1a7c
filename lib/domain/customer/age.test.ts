import { describe, expect, it } from "vitest";
import { ageOn } from "./age";

describe("age in full years", () => {
  it.each([
    ["1961-11-24", "2026-11-23", 64],
    ["1961-11-24", "2026-11-24", 65],
    ["1961-11-24", "2026-11-25", 65],
    ["2000-02-29", "2026-02-28", 25],
    ["2000-02-29", "2026-03-01", 26],
    ["2000-02-29", "2024-02-29", 24],
    ["2026-11-24", "2026-11-24", 0],
  ])("born %s, on %s: %i", (birthDate, on, age) => expect(ageOn(birthDate, on)).toBe(age));
});
