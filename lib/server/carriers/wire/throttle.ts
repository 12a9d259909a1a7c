import "server-only";

const STEP_MS = 5;
const MOST_MS = 2_000;

/** How long to wait between messages on a line that said "too fast": at once longer, and shorter again bit by bit while it is content. */
export class Throttle {
  private gapMs = 0;
  private next = 0;
  private slowedAt = 0;

  /** Waits for this message's turn; false where the time is over before it comes. */
  async turn(untilMs: number): Promise<boolean> {
    if (this.gapMs === 0) return performance.now() < untilMs;
    const at = Math.max(this.next, performance.now());
    if (at >= untilMs) return false;
    this.next = at + this.gapMs;
    if (at > performance.now()) await new Promise((resolve) => setTimeout(resolve, at - performance.now()));
    return true;
  }

  /** Twice as slow; what a whole window says at once counts once. */
  slower(): void {
    const instant = performance.now();
    if (instant - this.slowedAt < Math.max(this.gapMs * 4, 50)) return;
    this.slowedAt = instant;
    this.gapMs = Math.min(Math.max(this.gapMs * 2, STEP_MS), MOST_MS);
  }

  faster(): void {
    this.gapMs = this.gapMs < 0.5 ? 0 : this.gapMs * 0.95;
  }

  /** Milliseconds between two messages now; 0: as fast as the window lets. */
  get gap(): number {
    return this.gapMs;
  }
}
