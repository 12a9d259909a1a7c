/** Passed and failed tests of vitest's JSON report; a file that could not be loaded counts as one failure. */
export function vitestCounts(report) {
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded };
}

/** Passed and failed tests of Playwright's JSON report; a test that passed only when tried again counts as failed. */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}
