/** What a call would have cost: an assumption that managers edit (no sourced figure exists for staff minutes). */
export type CallAssumption = {
  readonly minutesPerCall: number;
  readonly callMicrosPerMinute: number;
  readonly staffWageMicrosPerHour: number;
  /** Share of calls that somebody answers, above 0 to 1; without it every call is taken as answered. */
  readonly answerRate?: number;
};

export type Savings = {
  /** Calls that would have had to be placed to reach as many people. */
  readonly calls: number;
  readonly lineMicros: bigint;
  readonly staffMicros: bigint;
  readonly callMicros: bigint;
  readonly smsMicros: bigint;
  /** Negative where calls would have been cheaper. */
  readonly savedMicros: bigint;
};

// A call that nobody answers rings for less than a minute and costs the line nothing.
const UNANSWERED_SECONDS = 60n;
const SECONDS_PER_HOUR = 3_600n;

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/**
 * Cost saved against calls (domain.md §8): callCost = Σ ⌈seconds / 60⌉ × rate + staff minutes × wage / 60, for as many
 * people as the texts reached. Lines are charged by the minute begun, staff by the second.
 */
export function savedAgainstCalls(reached: number, smsMicros: bigint, assumption: CallAssumption): Savings {
  const seconds = Math.round(assumption.minutesPerCall * 60);
  const rate = assumption.answerRate ?? 1;
  const calls = rate > 0 ? Math.max(reached, Math.ceil(reached / Math.min(rate, 1))) : reached;
  const lineMicros =
    BigInt(reached) * BigInt(Math.ceil(seconds / 60)) * BigInt(Math.round(assumption.callMicrosPerMinute));
  const staffSeconds = BigInt(reached) * BigInt(seconds) + BigInt(calls - reached) * UNANSWERED_SECONDS;
  const staffMicros = halfUp(staffSeconds * BigInt(Math.round(assumption.staffWageMicrosPerHour)), SECONDS_PER_HOUR);
  const callMicros = lineMicros + staffMicros;
  return { calls, lineMicros, staffMicros, callMicros, smsMicros, savedMicros: callMicros - smsMicros };
}
