import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { RESEND_RULES } from "./retry";

/** Where a message is; words in i18n `message.state`. */
export const MESSAGE_STATES = [
  "deferred", // waits for an hour
  "queued", // waits for its turn
  "submitting", // handed to a driver, no answer yet
  "sent", // the carrier took it
  "delivered", // the carrier says the phone has it
  "failed", // will not arrive
  "uncertain", // may or may not have left: never sent again blindly
  "withheld", // a rule, or a person, kept it back
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** What people count: every message is in exactly one bucket at any moment. */
export const MESSAGE_BUCKETS = ["waiting", "sent", "delivered", "failed", "withheld", "uncertain"] as const;
export type MessageBucket = (typeof MESSAGE_BUCKETS)[number];

export type ReceiptOutcome = "delivered" | "failed" | "accepted" | "unknown";
export type AttemptOutcome = "accepted" | "refused" | "uncertain";

export type MessageEvent =
  /** Its hour has come, or has gone again before it left. */
  | { readonly type: "due" }
  | { readonly type: "defer" }
  /** A rule, a refusal or a cancelled campaign keeps it back; only before it is claimed. */
  | { readonly type: "withhold" }
  /** It cannot be sent at all (no text, no route); only before it is claimed. */
  | { readonly type: "drop" }
  /** One worker takes it to submit it. */
  | { readonly type: "claim" }
  /** The carrier's answer to the submission, or its absence. */
  | { readonly type: "answer"; readonly outcome: "accepted" }
  | { readonly type: "answer"; readonly outcome: "uncertain" }
  | { readonly type: "answer"; readonly outcome: "refused"; readonly retry: boolean }
  | { readonly type: "receipt"; readonly outcome: ReceiptOutcome }
  /** A query or a person found out what became of it. */
  | { readonly type: "resolve"; readonly outcome: "delivered" | "failed" | "sent" }
  /** Send an uncertain message again, where the rule for its purpose allows it. */
  | { readonly type: "resend"; readonly purpose: Purpose };

export type MessageRefusal =
  /** A second, contradicting end: the first is kept, the event is recorded. */
  | { readonly code: "message.already_final"; readonly state: MessageState }
  | { readonly code: "message.out_of_turn"; readonly state: MessageState; readonly event: MessageEvent["type"] }
  | { readonly code: "message.never_twice"; readonly state: MessageState };

type Advance = Result<MessageState, MessageRefusal>;

/** States that nothing changes any more. */
export function isFinal(state: MessageState): boolean {
  return state === "delivered" || state === "failed" || state === "withheld";
}

function isBeforeSubmission(state: MessageState): state is "deferred" | "queued" {
  return state === "deferred" || state === "queued";
}

function outOfTurn(state: MessageState, event: MessageEvent): Advance {
  return fail({ code: "message.out_of_turn", state, event: event.type });
}

/** Towards `to`, while nothing has been submitted; a repeat changes nothing. */
function beforeSubmission(state: MessageState, event: MessageEvent, to: MessageState): Advance {
  return isBeforeSubmission(state) || state === to ? ok(to) : outOfTurn(state, event);
}

/** An end: kept for ever, repeated without effect; the first of two different ends holds. */
function ended(state: MessageState, to: "delivered" | "failed"): Advance {
  if (isFinal(state) && state !== to) return fail({ code: "message.already_final", state });
  return ok(to);
}

/** The carrier has it: also news for a message that we believe unsent, which then must not be sent again. */
function taken(state: MessageState): Advance {
  if (state === "withheld") return fail({ code: "message.already_final", state });
  return ok(isFinal(state) ? state : "sent");
}

function answered(state: MessageState, event: MessageEvent & { readonly type: "answer" }): Advance {
  if (event.outcome === "accepted") return taken(state);
  if (state === "sent" || state === "delivered" || state === "failed") return ok(state);
  if (event.outcome === "uncertain")
    return state === "submitting" || state === "uncertain" ? ok("uncertain") : outOfTurn(state, event);
  if (state === "submitting") return ok(event.retry ? "queued" : "failed");
  // After a timeout a late refusal ends the message; a second try would need a certainty that a timeout took away.
  if (state === "uncertain") return ok("failed");
  return event.retry && isBeforeSubmission(state) ? ok(state) : outOfTurn(state, event);
}

function resolved(state: MessageState, event: MessageEvent & { readonly type: "resolve" }): Advance {
  if (isFinal(state))
    return event.outcome === "sent" || event.outcome === state
      ? ok(state)
      : fail({ code: "message.already_final", state });
  return state === "uncertain" || state === "sent" ? ok(event.outcome) : outOfTurn(state, event);
}

/**
 * The state after an event. It only moves forward, whatever the order of events and however often they come:
 * receipts before the submit answer, twice, out of order, or never.
 *
 * `delivered`, `failed` and `withheld` are final. Carriers do report "delivered" after "failed" and the other way
 * round; the first end is kept, so that numbers once reported stay true, and the contradiction is recorded.
 */
export function advance(state: MessageState, event: MessageEvent): Advance {
  switch (event.type) {
    case "due":
      return beforeSubmission(state, event, "queued");
    case "defer":
      return beforeSubmission(state, event, "deferred");
    case "withhold":
      return beforeSubmission(state, event, "withheld");
    case "drop":
      return beforeSubmission(state, event, "failed");
    case "claim":
      // Not repeatable: the second claim is the second sending.
      return state === "queued" ? ok("submitting") : outOfTurn(state, event);
    case "answer":
      return answered(state, event);
    case "receipt":
      return event.outcome === "delivered" || event.outcome === "failed" ? ended(state, event.outcome) : taken(state);
    case "resolve":
      return resolved(state, event);
    case "resend":
      if (state !== "uncertain") return outOfTurn(state, event);
      return RESEND_RULES[event.purpose].whenUncertain ? ok("queued") : fail({ code: "message.never_twice", state });
  }
}

const BUCKET: Readonly<Record<MessageState, MessageBucket>> = {
  deferred: "waiting",
  queued: "waiting",
  submitting: "waiting",
  sent: "sent",
  delivered: "delivered",
  failed: "failed",
  uncertain: "uncertain",
  withheld: "withheld",
};

/** The number on screen that a message counts towards. */
export function bucketOf(state: MessageState): MessageBucket {
  return BUCKET[state];
}

/** Sums of a campaign by bucket; recipients that are not messages yet ("pending") wait. */
export function countByBucket(
  counts: Iterable<readonly [state: string, count: number]>,
): Record<MessageBucket, number> {
  const sums: Record<MessageBucket, number> = {
    waiting: 0,
    sent: 0,
    delivered: 0,
    failed: 0,
    withheld: 0,
    uncertain: 0,
  };
  for (const [state, count] of counts) sums[isMessageState(state) ? BUCKET[state] : "waiting"] += count;
  return sums;
}

/** Whether the text is one of the states. */
export function isMessageState(state: string): state is MessageState {
  return Object.hasOwn(BUCKET, state);
}
