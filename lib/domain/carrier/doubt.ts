/**
 * Why nobody knows what became of a submission: no answer in time, a connection that ended first, or an answer that is none
 * (a web page with status 200, octets that are no PDU). Kept with the attempt as `hongyan.<doubt>`; words in i18n `message.code`.
 */
export const DOUBTS = ["unanswered", "broken_off", "unreadable_answer"] as const;
export type Doubt = (typeof DOUBTS)[number];

/** A reading of an answer that may be in doubt, with why. */
export function withDoubt<T extends { readonly outcome: string; readonly why?: Doubt }>(reading: T, why: Doubt): Exclude<T, { readonly outcome: "uncertain" }> | { readonly outcome: "uncertain"; readonly why: Doubt } {
  return reading.outcome === "uncertain" ? { outcome: "uncertain", why: reading.why ?? why } : (reading as Exclude<T, { readonly outcome: "uncertain" }>);
}

/** The code under which an attempt keeps its doubt. */
export function doubtCode(doubt: Doubt): string {
  return `hongyan.${doubt}`;
}
