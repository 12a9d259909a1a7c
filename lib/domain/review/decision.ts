import { fail, ok, type Result } from "@/lib/domain/shared/result";

export const REVIEW_STATES = ["open", "approved", "returned", "withdrawn"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const SUBJECT_TYPES = ["template_version", "campaign"] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export const DECISIONS = ["approve", "return"] as const;
export type Decision = (typeof DECISIONS)[number];

/** The state of a review after a decision. */
export const DECIDED_STATE = { approve: "approved", return: "returned" } as const satisfies Record<
  Decision,
  ReviewState
>;

export type ReviewFacts = { readonly state: ReviewState; readonly submittedBy: string; readonly boundHash: string };

/** Whoever decides: from the session, never from what a form sends. */
export type ReviewActor = { readonly id: string; readonly kind: "person" | "api_key" | "system" };

export type ReviewRefusal = {
  readonly code:
    | "review.not_found"
    | "review.not_open"
    | "review.own_work"
    | "review.needs_a_person"
    | "review.changed_since_read"
    | "review.binding_broken";
};

/** Why somebody may not decide at all, or null; asked by the page for its words and by the command for real. */
export function decisionBar(
  review: Pick<ReviewFacts, "state" | "submittedBy">,
  actor: ReviewActor,
): ReviewRefusal | null {
  if (review.state !== "open") return { code: "review.not_open" };
  if (actor.kind !== "person") return { code: "review.needs_a_person" };
  // Four eyes hold whatever roles a person has.
  return actor.id === review.submittedBy ? { code: "review.own_work" } : null;
}

/** Whether a decision counts: a person, not the author, about what is there and not about what was there before. */
export function acceptDecision(
  review: ReviewFacts,
  actor: ReviewActor,
  decision: Decision,
  hashes: { readonly seen: string; readonly actual: string },
): Result<ReviewState, ReviewRefusal> {
  const bar = decisionBar(review, actor);
  if (bar !== null) return fail(bar);
  if (hashes.seen !== review.boundHash) return fail({ code: "review.changed_since_read" });
  // What was altered behind the console's back may be returned, never approved.
  if (decision === "approve" && hashes.actual !== review.boundHash) return fail({ code: "review.binding_broken" });
  return ok(DECIDED_STATE[decision]);
}
