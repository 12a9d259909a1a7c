import { describe, expect, it } from "vitest";
import { playwrightCounts, vitestCounts } from "./counts.mjs";

describe("the closing line of npm test", () => {
  it("counts a test file that could not be loaded as a failure", () => {
    const testResults = [{ status: "failed", assertionResults: [] }, { status: "passed", assertionResults: [{}] }];
    expect(vitestCounts({ numPassedTests: 1, numFailedTests: 0, testResults })).toEqual({ passed: 1, failed: 1 });
  });
  it("does not call a test passed that passed at the second try only", () => {
    expect(playwrightCounts({ stats: { expected: 3, unexpected: 1, flaky: 1 }, errors: [] })).toEqual({ passed: 3, failed: 2 });
  });
});
