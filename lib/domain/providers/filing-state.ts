/** How a wording stands with an account's carrier; `none`: it was never shown to it, `interrupted`: nobody knows whether it was. */
export type FilingView = "none" | "pending" | "interrupted" | "filed" | "refused" | "lapsed";

type Filing = { readonly state: string; readonly filingId: string; readonly filedAt: Date };

const MINUTE_MS = 60_000;

/** After so long a filing whose call was cut off may be tried again; carriers answer within a minute or not at all. */
export const INTERRUPTED_MS = 2 * MINUTE_MS;

/** Between two questions about one filing: carriers decide within hours, on holidays within days (their own handbooks). */
export const CHECKS = { firstMs: 10 * MINUTE_MS, slowestMs: 6 * 60 * MINUTE_MS, ageShare: 1 / 6, filedMs: 24 * 60 * MINUTE_MS, signatureMs: 60 * MINUTE_MS, aRoundMax: 50 } as const;

/** The state to show; a carrier keeps what was filed no longer than the contract lasts. */
export function filingView(filing: Filing | null, contractEndsAt: Date | null, now: Date): FilingView {
  if (filing === null) return "none";
  if (filing.state === "refused" || filing.state === "lapsed") return filing.state;
  if (filing.state === "filed") return contractEndsAt !== null && contractEndsAt <= now ? "lapsed" : "filed";
  return filing.filingId === "" && now.getTime() - filing.filedAt.getTime() >= INTERRUPTED_MS ? "interrupted" : "pending";
}

/** Whether a wording that stands so may be shown to the carrier (again). */
export function mayBeFiled(view: FilingView): boolean {
  return view !== "pending" && view !== "filed";
}

/** How a template or a signature stands with a carrier; `unknown`: it has not told yet, `lapsed`: it took back what it had. */
export type Standing = "unknown" | "pending" | "filed" | "refused" | "lapsed";

/** What a standing becomes when the carrier answers so: only a plain no takes away what was filed, and it then has lapsed. */
export function standingAfter(before: Standing, told: "pending" | "filed" | "refused"): Standing {
  if (before === "filed") return told === "refused" ? "lapsed" : "filed";
  return before === "lapsed" && told === "refused" ? "lapsed" : told;
}
