import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { ClassifiedCode } from "./provider-error";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/**
 * How often a message may be submitted, and whether a submission without an answer may be repeated.
 * A risk alert is better received twice than never (promise 5); everything else never leaves twice.
 */
export const RESEND_RULES: Readonly<
  Record<Purpose, { readonly whenUncertain: boolean; readonly attemptsMax: number }>
> = {
  account: { whenUncertain: false, attemptsMax: 4 },
  loan: { whenUncertain: false, attemptsMax: 4 },
  promotion: { whenUncertain: false, attemptsMax: 3 },
  risk: { whenUncertain: true, attemptsMax: 6 },
  education: { whenUncertain: false, attemptsMax: 3 },
};

/** Wait before the second, third, … submission of a message that was refused for the moment. */
const BACKOFF_MS = [5 * SECOND, 30 * SECOND, 120 * SECOND, 600 * SECOND, 1_800 * SECOND];

// About six hours of tries, two minutes apart.
const LINE_ATTEMPTS_MAX = 180;
const LINE_DELAY_MAX_MS = 120 * SECOND;

// Codes that say when, not only that, to try again.
const ACTION_DELAY_MS: Readonly<Record<string, number>> = {
  retry_after_window: HOUR,
  defer_to_window: HOUR,
  retry_next_day: 24 * HOUR,
  pause_campaign_until_next_day: 24 * HOUR,
};

// "Temporary" codes after which another submission would be a guess.
const NO_RETRY: ReadonlySet<string> = new Set(["no_auto_retry", "none", "final_unknown", "wait_receipt"]);

// The carrier answered, and the answer is that it does not know.
const UNCERTAIN: ReadonlySet<string> = new Set(["check_receipt_before_retry"]);

export type AfterAnswer =
  | { readonly step: "sent" }
  | { readonly step: "failed" }
  | { readonly step: "uncertain" }
  | { readonly step: "requeue"; readonly delayMs: number };

function delayFor(action: string, attempt: number): number {
  return ACTION_DELAY_MS[action] ?? BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length) - 1] ?? HOUR;
}

/**
 * What follows the answer to submission number `attempt` (from 1). Only refused messages whose refusal is temporary
 * or a throttle go back into the queue, and only so often; an answer that leaves doubt never does, and least of all a call.
 */
export function afterAnswer(
  answer:
    | { readonly outcome: "accepted" }
    | { readonly outcome: "uncertain" }
    | { readonly outcome: "refused"; readonly error: Pick<ClassifiedCode, "class" | "action"> },
  attempt: number,
  purpose: Purpose,
  channel: Channel = "sms",
): AfterAnswer {
  if (answer.outcome === "accepted") return { step: "sent" };
  const rule = RESEND_RULES[purpose];
  if (answer.outcome === "uncertain") return afterDoubt(attempt, purpose, channel);
  const { class: errorClass, action } = answer.error;
  if (UNCERTAIN.has(action)) return afterDoubt(attempt, purpose, channel);
  const passing = (errorClass === "throttled" || errorClass === "temporary") && !NO_RETRY.has(action);
  // Nothing left: a line that is down says nothing about the message, which waits for hours before it is given up.
  if (action === "retry_line") return attempt >= LINE_ATTEMPTS_MAX ? { step: "failed" } : { step: "requeue", delayMs: Math.min(delayFor(action, attempt), LINE_DELAY_MAX_MS) };
  const attemptsMax = action === "retry_once" ? Math.min(2, rule.attemptsMax) : rule.attemptsMax;
  if (!passing || attempt >= attemptsMax) return { step: "failed" };
  return { step: "requeue", delayMs: delayFor(action, attempt) };
}

function afterDoubt(attempt: number, purpose: Purpose, channel: Channel): AfterAnswer {
  const rule = RESEND_RULES[purpose];
  // A text twice is read once; a phone that rings twice is what nobody asked for, not even for an alert.
  if (channel === "voice") return { step: "uncertain" };
  if (!rule.whenUncertain || attempt >= rule.attemptsMax) return { step: "uncertain" };
  return { step: "requeue", delayMs: delayFor("retry_backoff", attempt) };
}
