import type { ReceiptOutcome } from "./states";

/** Why a carrier says a message did not arrive; words in i18n `message.reason`. */
export const RECEIPT_REASONS = ["expired", "deleted", "undelivered", "rejected", "gateway_error", "unmapped"] as const;
export type ReceiptReason = (typeof RECEIPT_REASONS)[number];

export type ReceiptReading = {
  readonly outcome: ReceiptOutcome;
  /** Null unless it failed. */
  readonly reason: ReceiptReason | null;
  /** As the carrier wrote it, trimmed. */
  readonly stat: string;
};

// CMPP 3.0 §8.4.3.2 and SMPP 3.4 Appendix B use the same seven letters. ACCEPTD and ENROUTE are not final.
const STATS: Readonly<Record<string, readonly [ReceiptOutcome, ReceiptReason | null]>> = {
  DELIVRD: ["delivered", null],
  DELIVERED: ["delivered", null],
  ACCEPTD: ["accepted", null],
  ENROUTE: ["accepted", null],
  UNKNOWN: ["unknown", null],
  EXPIRED: ["failed", "expired"],
  DELETED: ["failed", "deleted"],
  UNDELIV: ["failed", "undelivered"],
  REJECTD: ["failed", "rejected"],
};

// MA/MB/MC message centre, CA/CB SCP, DA/DB DSMP, SA/SB the sender, IA/IB/IC the next gateway: "MA:0001".
const GATEWAY = /^(?:M[ABC]|C[AB]|D[AB]|S[AB]|I[ABC]):/;

/** The Stat of a CMPP report or the `stat:` of an SMPP receipt; padding and case do not matter. */
export function readStat(raw: string): ReceiptReading {
  // Fixed-width fields are padded with NUL bytes.
  const stat = raw.replaceAll("\u0000", "").trim();
  const upper = stat.toUpperCase();
  const known = STATS[upper];
  if (known !== undefined) return { outcome: known[0], reason: known[1], stat };
  if (upper === "") return { outcome: "unknown", reason: null, stat };
  // Every other code in the field is a province's or gateway's way to say that it did not arrive.
  return { outcome: "failed", reason: GATEWAY.test(upper) ? "gateway_error" : "unmapped", stat };
}

// SMPP 3.4 §5.2.28 message_state.
const STATE_STATS = [
  "",
  "ENROUTE",
  "DELIVRD",
  "EXPIRED",
  "DELETED",
  "UNDELIV",
  "ACCEPTD",
  "UNKNOWN",
  "REJECTD",
] as const;

/** The message_state parameter of an SMPP receipt. */
export function readMessageState(state: number): ReceiptReading {
  return readStat(STATE_STATS[state] ?? "");
}
