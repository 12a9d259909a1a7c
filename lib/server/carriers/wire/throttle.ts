import "server-only";

const STEP_MS = 5;
const MOST_MS = 2_000;
/** So long a line that is content takes to be twice as fast: quick after a long wait, and seldom too fast again where the carrier's limit is. */
const HALF_MS = 2_000;
const LOOK_MS = 100;

/** How long to wait between messages on a line that said "too fast": at once longer, and shorter again with the time that it is content. */
export class Throttle {
  private gapMs = 0;
  private last = 0;
  private slowedAt = 0;
  private changedAt = 0;
  private queue: Promise<unknown> = Promise.resolve();

  /** Waits for this message's turn, first come, first served; false where the time is over before it comes. */
  turn(untilMs: number): Promise<boolean> {
    if (this.gapMs === 0) return Promise.resolve(performance.now() < untilMs);
    const mine = this.queue.then(() => this.wait(untilMs));
    this.queue = mine;
    return mine;
  }

  /** The gap is looked at again while waiting: a line that is content again is not waited for as if it were not. */
  private async wait(untilMs: number): Promise<boolean> {
    for (;;) {
      const instant = performance.now();
      if (instant >= untilMs) return false;
      const at = this.last + this.gapMs;
      if (at <= instant) {
        this.last = instant;
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.min(at - instant, untilMs - instant, LOOK_MS)));
    }
  }

  /** Twice as slow; what a whole window says at once counts once. */
  slower(): void {
    const instant = performance.now();
    if (instant - this.slowedAt < Math.max(this.gapMs * 4, 50)) return;
    this.slowedAt = instant;
    this.changedAt = instant;
    this.gapMs = Math.min(Math.max(this.gapMs * 2, STEP_MS), MOST_MS);
  }

  faster(): void {
    if (this.gapMs === 0) return;
    const instant = performance.now();
    this.gapMs *= 0.5 ** ((instant - this.changedAt) / HALF_MS);
    this.changedAt = instant;
    if (this.gapMs < 0.5) this.gapMs = 0;
  }

  /** Milliseconds between two messages now; 0: as fast as the window lets. */
  get gap(): number {
    return this.gapMs;
  }
}
