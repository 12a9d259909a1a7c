import "server-only";
import { createHash } from "node:crypto";
import type { ReceiptOutcome } from "@/lib/domain/message/states";
import type { SimulatorSettings } from "./settings";

/** A report that will come, so many milliseconds after the message was taken. */
export type FutureReceipt = { readonly afterMs: number; readonly state: ReceiptOutcome; readonly code: string };

/** Everything that will happen to a message at the simulated carrier. */
export type Fate = {
  readonly refusedWith: string | null;
  /** Taken, but the answer is lost. */
  readonly unanswered: boolean;
  readonly arrives: boolean;
  readonly receipts: readonly FutureReceipt[];
  readonly reply: { readonly afterMs: number; readonly text: string } | null;
};

// Weights of what goes wrong, in codes of CMPP 3.0: most is found out by the phone's network, some at the door.
const REFUSALS = ["13", "13", "13", "9", "100"] as const;
const FAILURES = ["UNDELIV", "UNDELIV", "UNDELIV", "MK:0012", "EXPIRED", "EXPIRED", "REJECTD", "MA:0051", "DB:0141", "IB:0072"] as const;
const FLOW_CONTROL = "8";
const REFUSED_AT_THE_DOOR = 0.2;
const THANKS = ["谢谢", "好的，谢谢", "收到", "请问利率是多少？"] as const;
const REFUSES = ["R", "R", "R", "r", "Ｒ", "TD", "退订", "拒收"] as const;

/** Eight numbers from 0 to 1 that belong to this message and seed for ever. */
function draws(seed: string, reference: string, attempt: string): (index: number) => number {
  const bytes = createHash("sha256").update(seed).update("\0").update(reference).update(attempt).digest();
  return (index) => bytes.readUInt32LE((index % 8) * 4) / 0x1_0000_0000;
}

function pick<T>(from: readonly T[], draw: number): T {
  const one = from[Math.min(from.length - 1, Math.floor(draw * from.length))];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
}

/** Half within the median, one in fifty after more than ten times as long: how receipts of a real line trickle in. */
function latency(median: number, draw: number): number {
  return Math.round(median * Math.min(60, 0.2 + 0.8 * (draw / (1.0001 - draw)) ** 0.62));
}

/** What happens to a message: the same for the same seed and reference, whoever asks and whenever. */
export function fateOf(settings: SimulatorSettings, reference: string, purpose: string, throttledBefore = false): Fate {
  const draw = draws(settings.seed, reference, "");
  const nothing = { unanswered: false, arrives: false, receipts: [], reply: null };
  if (!throttledBefore && draws(settings.seed, reference, "throttle")(0) < settings.throttledShare) return { ...nothing, refusedWith: FLOW_CONTROL };
  const fails = draw(0) < settings.failureShare;
  if (fails && draw(1) < REFUSED_AT_THE_DOOR) return { ...nothing, refusedWith: pick(REFUSALS, draw(2)) };
  const afterMs = draw(3) < settings.earlyShare ? 0 : latency(settings.receiptDelayMs, draw(4));
  return {
    refusedWith: null, unanswered: draw(5) < settings.uncertainShare, arrives: !fails,
    receipts: receiptsOf(settings, fails, afterMs, draw(6), draw(2)), reply: fails ? null : replyOf(settings, purpose, draw(7), draw(2), afterMs),
  };
}

function receiptsOf(settings: SimulatorSettings, fails: boolean, afterMs: number, draw: number, which: number): FutureReceipt[] {
  // One draw, cut into stretches: a report is missing, or comes twice, or is followed by an older one, or just comes.
  if (draw < settings.noReceiptShare) return [];
  const last: FutureReceipt = fails ? { afterMs, state: "failed", code: pick(FAILURES, which) } : { afterMs, state: "delivered", code: "DELIVRD" };
  const spread = draw - settings.noReceiptShare;
  if (spread < settings.duplicateShare) return [last, { ...last, afterMs: afterMs + 700 }];
  if (spread < settings.duplicateShare + settings.reorderShare) return [last, { afterMs: afterMs + 300, state: "accepted", code: "ACCEPTD" }];
  return [last];
}

function replyOf(settings: SimulatorSettings, purpose: string, draw: number, which: number, after: number): Fate["reply"] {
  const afterMs = after + latency(settings.replyDelayMs, which);
  if (purpose === "promotion" && draw < settings.replyShare) return { afterMs, text: pick(REFUSES, which) };
  return draw > 1 - settings.replyShare / 10 ? { afterMs, text: pick(THANKS, which) } : null;
}
