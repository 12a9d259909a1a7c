type Counts = { passed: number; failed: number };
export function vitestCounts(report: { numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: unknown[] }[] }): Counts;
export function playwrightCounts(report: { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }): Counts;
