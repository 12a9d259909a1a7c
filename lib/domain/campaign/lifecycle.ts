import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Purpose } from "@/lib/domain/shared/vocabulary";

/** Where a campaign is; words in i18n `campaignState`. A returned or withdrawn campaign is a draft again. */
export const CAMPAIGN_STATES = [
  "draft",
  "in_review",
  "approved",
  "scheduled",
  "running",
  "paused",
  "completed",
  "cancelled",
] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const CAMPAIGN_EVENTS = [
  "edit",
  "submit",
  "withdraw",
  "approve",
  "return",
  "schedule",
  "unschedule",
  "start",
  "pause",
  "resume",
  "complete",
  "cancel",
] as const;
export type CampaignEvent = (typeof CAMPAIGN_EVENTS)[number];

/** What decides about a campaign's next step: rows of the database, never a form. */
export type CampaignFacts = {
  readonly state: CampaignState;
  readonly purpose: Purpose;
  readonly authorId: string;
  /** Whoever changed it last, where that is not the author: may not approve it either. */
  readonly lastEditorId?: string | null;
  /** Rows of the frozen audience, counted after they were stored; null until frozen. */
  readonly frozenCount: number | null;
  /** Who approved it: a person, or the rule that no review was needed. */
  readonly approvedBy: string | null;
};

/** Whoever acts: comes from the session, the API key or the worker, never from a request body. */
export type CampaignActor = { readonly id: string; readonly kind: "person" | "api_key" | "system" };

/** Stands in `approvedBy` where no review was needed, so that every start has somebody or something to point at. */
export const BELOW_THRESHOLD = "rule:below_threshold";

export type ReviewNeed =
  | { readonly needed: true; readonly because: "promotion" | "size"; readonly count: number; readonly limit: number }
  | { readonly needed: false; readonly because: "below_threshold"; readonly count: number; readonly limit: number };

export type CampaignRefusal =
  | {
      readonly code: "campaign.wrong_state";
      readonly evidence: { readonly state: CampaignState; readonly event: CampaignEvent };
    }
  | { readonly code: "campaign.locked_in_review" }
  | { readonly code: "campaign.own_work" }
  | { readonly code: "campaign.not_author" }
  | { readonly code: "campaign.needs_a_person" }
  | { readonly code: "campaign.not_frozen" }
  | { readonly code: "campaign.empty_audience" }
  | { readonly code: "campaign.not_approved" }
  | { readonly code: "campaign.review_needed"; readonly evidence: { readonly count: number; readonly limit: number } };

/** Whether another person must approve: every offer, and everything to more people than the setting allows. */
export function reviewNeed(
  campaign: { readonly purpose: Purpose; readonly frozenCount: number },
  reviewAbove: number,
): ReviewNeed {
  const evidence = { count: campaign.frozenCount, limit: reviewAbove };
  if (campaign.purpose === "promotion") return { needed: true, because: "promotion", ...evidence };
  if (campaign.frozenCount > reviewAbove) return { needed: true, because: "size", ...evidence };
  return { needed: false, because: "below_threshold", ...evidence };
}

const FROM: Readonly<Record<CampaignEvent, readonly CampaignState[]>> = {
  // An edit of what was approved takes the approval away.
  edit: ["draft", "approved", "scheduled"],
  submit: ["draft"],
  withdraw: ["in_review"],
  approve: ["in_review"],
  return: ["in_review"],
  schedule: ["approved"],
  unschedule: ["scheduled"],
  start: ["approved", "scheduled"],
  pause: ["running"],
  resume: ["paused"],
  complete: ["running"],
  cancel: ["draft", "in_review", "approved", "scheduled", "running", "paused"],
};

const TO: Readonly<Record<Exclude<CampaignEvent, "submit">, CampaignState>> = {
  edit: "draft",
  withdraw: "draft",
  approve: "approved",
  return: "draft",
  schedule: "scheduled",
  unschedule: "approved",
  start: "running",
  pause: "paused",
  resume: "running",
  complete: "completed",
  cancel: "cancelled",
};

/** Whether there is an approval, and whether it still is enough for the audience as it is now. */
export function approvalHolds(campaign: CampaignFacts, reviewAbove: number): Result<true, CampaignRefusal> {
  if (campaign.approvedBy === null) return fail({ code: "campaign.not_approved" });
  if (campaign.frozenCount === null) return fail({ code: "campaign.not_frozen" });
  if (campaign.approvedBy !== BELOW_THRESHOLD) {
    return campaign.approvedBy === campaign.authorId || campaign.approvedBy === campaign.lastEditorId
      ? fail({ code: "campaign.own_work" })
      : ok(true);
  }
  const need = reviewNeed({ purpose: campaign.purpose, frozenCount: campaign.frozenCount }, reviewAbove);
  return need.needed
    ? fail({ code: "campaign.review_needed", evidence: { count: need.count, limit: need.limit } })
    : ok(true);
}

function submitted(campaign: CampaignFacts, reviewAbove: number): Result<CampaignState, CampaignRefusal> {
  if (campaign.frozenCount === null) return fail({ code: "campaign.not_frozen" });
  if (campaign.frozenCount === 0) return fail({ code: "campaign.empty_audience" });
  return ok(
    reviewNeed({ purpose: campaign.purpose, frozenCount: campaign.frozenCount }, reviewAbove).needed
      ? "in_review"
      : "approved",
  );
}

function personRefusal(campaign: CampaignFacts, event: CampaignEvent, actor: CampaignActor): CampaignRefusal | null {
  if (event === "approve" || event === "return") {
    if (actor.kind !== "person") return { code: "campaign.needs_a_person" };
    // Four eyes hold whatever roles a person has.
    if (actor.id === campaign.authorId || actor.id === campaign.lastEditorId) return { code: "campaign.own_work" };
  }
  if (event === "withdraw" && actor.id !== campaign.authorId && actor.id !== campaign.lastEditorId)
    return { code: "campaign.not_author" };
  return null;
}

/**
 * The state after an event, or why it may not happen. `submit` leads to `in_review`, or straight to `approved` where
 * no review is needed (store BELOW_THRESHOLD as approver); start and resume ask again whether the approval holds.
 */
export function nextCampaignState(
  campaign: CampaignFacts,
  event: CampaignEvent,
  actor: CampaignActor,
  reviewAbove: number,
): Result<CampaignState, CampaignRefusal> {
  if (event === "edit" && campaign.state === "in_review") return fail({ code: "campaign.locked_in_review" });
  if (!FROM[event].includes(campaign.state))
    return fail({ code: "campaign.wrong_state", evidence: { state: campaign.state, event } });
  const refusal = personRefusal(campaign, event, actor);
  if (refusal !== null) return fail(refusal);
  if (event === "submit") return submitted(campaign, reviewAbove);
  if (event === "schedule" || event === "start" || event === "resume") {
    const approval = approvalHolds(campaign, reviewAbove);
    if (!approval.ok) return approval;
  }
  return ok(TO[event]);
}

/** What may be done next, as far as the state alone says: for the buttons of a page. */
export function possibleEvents(state: CampaignState): readonly CampaignEvent[] {
  return CAMPAIGN_EVENTS.filter((event) => FROM[event].includes(state));
}
