import type { ReceiptOutcome } from "./states";

/** What a carrier last reported about one radio segment; null: nothing yet. */
export type PartReport = { readonly state: ReceiptOutcome | null; readonly code: string };

/** What a report, coming after an earlier one about the same segment, leaves standing: an end stays the end. */
export function laterPart(before: PartReport, after: PartReport): PartReport {
  return before.state === "delivered" || before.state === "failed" ? before : after;
}

/**
 * What the reports about the segments of one text say of the text: a phone that lacks a segment shows no whole text, so one
 * failure fails it, and only all deliveries deliver it (3GPP TS 23.040 §9.2.3.24.1: segments are put together once all are there).
 */
export function wholeOf(parts: readonly PartReport[]): { readonly outcome: ReceiptOutcome; readonly code: string } {
  const failed = parts.find((one) => one.state === "failed");
  if (failed) return { outcome: "failed", code: failed.code };
  const last = parts.at(-1);
  if (last && parts.every((one) => one.state === "delivered")) return { outcome: "delivered", code: last.code };
  const unknown = parts.find((one) => one.state === "unknown");
  if (unknown && parts.every((one) => one.state !== null && one.state !== "accepted")) return { outcome: "unknown", code: unknown.code };
  return { outcome: "accepted", code: "" };
}
