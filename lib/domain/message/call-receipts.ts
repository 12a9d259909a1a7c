/**
 * Receipts as they are shown, in the order of their time. A carrier that reports "heard to the end" and then "the call is over"
 * has not taken the first word back, and nobody should read a failure in it: its state is then `over` (words in i18n `messages.receipt`).
 */
export function shownReceipts<T extends { readonly state: string; readonly at: Date }>(channel: string, receipts: readonly T[]): readonly (T & { readonly state: string })[] {
  const heard = channel === "voice" ? receipts.find((one) => one.state === "delivered") : undefined;
  return receipts.map((one) => (heard !== undefined && one.state === "failed" && one.at >= heard.at ? { ...one, state: "over" } : one));
}
