import "server-only";
import { setMaxListeners } from "node:events";

/**
 * Runs the jobs, at most so many at a time, in order; begins no more once the signal says so or `untilMs` (milliseconds from
 * now) is over. Answers the jobs that were never begun. A job reports its own failure: one that throws stops the rest.
 */
export async function inParallel<T>(jobs: readonly T[], atATime: number, stop: { readonly signal: AbortSignal; readonly untilMs: number }, run: (job: T) => Promise<void>): Promise<readonly T[]> {
  // Every open call listens: that many are meant.
  setMaxListeners(0, stop.signal);
  const end = performance.now() + stop.untilMs;
  let next = 0;
  const worker = async () => {
    while (next < jobs.length && !stop.signal.aborted && performance.now() < end) {
      const job = jobs[next] as T;
      next += 1;
      await run(job);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, jobs.length) }, worker));
  return jobs.slice(next);
}
