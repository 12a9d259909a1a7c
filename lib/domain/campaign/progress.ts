/** Counts of a campaign as the live page gets them: plain numbers, safe as JSON. */
export type ProgressCount = { readonly state: string; readonly reason: string; readonly count: number; readonly billingSegments: number; readonly costMicros: string };

export type Progress = {
  readonly state: string;
  readonly audience: number;
  readonly counts: readonly ProgressCount[];
  readonly pauseReason: unknown;
  /** ISO 8601. */
  readonly at: string;
};

/** States in which nothing will change any more. */
const ENDED: ReadonlySet<string> = new Set(["completed", "cancelled"]);

/** Whether the stream of progress may end. */
export function hasEnded(progress: Pick<Progress, "state">): boolean {
  return ENDED.has(progress.state);
}

const WAITING: ReadonlySet<string> = new Set(["pending", "deferred", "queued", "submitting"]);

/** Recipients for whom nothing was decided or submitted yet. */
export function waitingCount(counts: readonly Pick<ProgressCount, "state" | "count">[]): number {
  return counts.reduce((sum, row) => sum + (WAITING.has(row.state) ? row.count : 0), 0);
}

export type Pace = { readonly perSecond: number; readonly secondsLeft: number | null };

/**
 * Recipients a second over the observed stretch (oldest first), and seconds left at that pace; no guess from one
 * observation or from a standstill.
 */
export function paceOf(observed: readonly Pick<Progress, "at" | "counts">[]): Pace {
  const first = observed[0];
  const last = observed.at(-1);
  if (!first || !last) return { perSecond: 0, secondsLeft: null };
  const seconds = (Date.parse(last.at) - Date.parse(first.at)) / 1000;
  const left = waitingCount(last.counts);
  const done = waitingCount(first.counts) - left;
  if (seconds <= 0 || done <= 0) return { perSecond: 0, secondsLeft: null };
  const perSecond = done / seconds;
  return { perSecond, secondsLeft: left / perSecond };
}
