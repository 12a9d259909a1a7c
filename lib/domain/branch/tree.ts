export type BranchKind = "head_office" | "province" | "branch";

/** Whether a branch of `kind` may stand directly below one of `parentKind`: head office → province → branch, or branch at once. */
export function fitsBelow(parentKind: BranchKind, kind: BranchKind): boolean {
  if (kind === "province") return parentKind === "head_office";
  return kind === "branch" && parentKind !== "branch";
}

/** What still hangs on a branch, as counts. */
export type BranchLoad = {
  readonly openBranches: number;
  readonly openCustomers: number;
  readonly activePeople: number;
  readonly activeKeys: number;
  readonly unfinishedCampaigns: number;
  /** Imports confirmed and not ended that may bring customers here. */
  readonly unfinishedImports: number;
};

export type ClosingObstacle =
  | "branch.has_branches" | "branch.has_customers" | "branch.has_people" | "branch.has_keys" | "branch.has_campaigns"
  | "branch.has_imports" | "branch.is_head_office";

/** Why a branch cannot be closed, the first thing to settle first; null when nothing stands in the way. */
export function closingObstacle(kind: BranchKind, load: BranchLoad): ClosingObstacle | null {
  if (kind === "head_office") return "branch.is_head_office";
  if (load.openBranches > 0) return "branch.has_branches";
  if (load.unfinishedImports > 0) return "branch.has_imports";
  if (load.openCustomers > 0) return "branch.has_customers";
  if (load.unfinishedCampaigns > 0) return "branch.has_campaigns";
  if (load.activePeople > 0) return "branch.has_people";
  if (load.activeKeys > 0) return "branch.has_keys";
  return null;
}
