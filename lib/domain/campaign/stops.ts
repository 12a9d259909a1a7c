/** Shares of what was answered at which a running campaign pauses itself (setting `campaign.thresholds`). */
export type StopThresholds = {
  /** Answers that must be in before shares mean anything. */
  readonly minimum: number;
  readonly errorShare: number;
  readonly refusalShare: number;
  readonly complaintShare: number;
};

export type StopCounts = {
  /** Messages with an answer or a receipt: sent, delivered, failed or uncertain. */
  readonly answered: number;
  /** Failed and uncertain ones. */
  readonly errors: number;
  /** Customers who refused by reply. */
  readonly refusals: number;
  readonly complaints: number;
};

/** Why a campaign stands still; words in i18n `stops`. The first three are reckoned here, the others happen. */
export const STOP_CODES = [
  "complaints",
  "refusals",
  "errors",
  "content_blocked",
  "binding_broken",
  "approval_missing",
  "not_registered",
  "budget_spent",
  "route_down",
  "quota_spent",
  "sending_stopped",
  "person",
] as const;
export type StopCode = (typeof STOP_CODES)[number];

export type StopReason = { readonly code: StopCode; readonly evidence: Readonly<Record<string, string | number>> };

/** Percent with one decimal, as the words show it. */
function percent(value: number): number {
  return Math.round(value * 1_000) / 10;
}

/** Whether a running campaign must pause itself now, and why; what touches customers most comes first. */
export function shouldPause(counts: StopCounts, thresholds: StopThresholds): StopReason | null {
  if (counts.answered < thresholds.minimum || counts.answered === 0) return null;
  const checks = [
    ["complaints", counts.complaints, thresholds.complaintShare],
    ["refusals", counts.refusals, thresholds.refusalShare],
    ["errors", counts.errors, thresholds.errorShare],
  ] as const;
  for (const [code, count, limit] of checks) {
    const share = count / counts.answered;
    if (share > limit)
      return { code, evidence: { count, answered: counts.answered, percent: percent(share), limit: percent(limit) } };
  }
  return null;
}
