import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import {
  acceptDecision,
  decisionBar,
  type ReviewRefusal,
  type ReviewState,
  type SubjectType,
} from "@/lib/domain/review/decision";
import type { DecideReviewInput } from "@/lib/domain/review/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import type { SubjectRefusal } from "./subject";
import { SUBJECTS } from "./subjects";

type Reviewer = Authorized<"review:decide">;

function findReview(tx: Tx, actor: Reviewer, id: string) {
  return tx.review.findFirst({
    where: { id, branchPath: { startsWith: actor.branchPath } },
    select: {
      id: true,
      subjectType: true,
      subjectId: true,
      state: true,
      boundHash: true,
      submittedBy: true,
      openedAt: true,
      branchPath: true,
    },
  });
}

/** Notes that somebody who may decide has it before him; the first time counts, the author's own look does not. */
export function openReview(actor: Reviewer, reviewId: string): Promise<Result<null, ReviewRefusal>> {
  return inTransactionOrRefused<Result<null, ReviewRefusal>>(async (tx) => {
    const review = await findReview(tx, actor, reviewId);
    if (!review) return fail({ code: "review.not_found" });
    if (review.openedAt || decisionBar(review, actor)) return ok(null);
    const { count } = await tx.review.updateMany({
      where: { id: review.id, state: "open", openedAt: null },
      data: { openedAt: now() },
    });
    if (count === 0) return ok(null);
    await recordAudit(tx, actor, {
      action: "review.opened",
      subjectType: "review",
      subjectId: review.id,
      branchPath: review.branchPath,
    });
    return ok(null);
  });
}

/**
 * Approves or returns. Who decides comes from the actor alone; what is decided on is the row as it is now, held against
 * the hash that was submitted and the hash that the reviewer saw.
 */
export function decideReview(
  actor: Reviewer,
  input: DecideReviewInput,
): Promise<Result<{ state: ReviewState }, ReviewRefusal | SubjectRefusal>> {
  return inTransactionOrRefused<Result<{ state: ReviewState }, ReviewRefusal | SubjectRefusal>>(async (tx) => {
    const review = await findReview(tx, actor, input.reviewId);
    if (!review) return fail({ code: "review.not_found" });
    const subject = SUBJECTS[review.subjectType as SubjectType];
    const actual = await subject.lockAndHash(tx, review);
    if (actual === null) return fail({ code: "review.not_found" });
    const decided = acceptDecision(review, actor, input.decision, { seen: input.boundHash, actual });
    if (!decided.ok) return decided;
    // State and hash in the WHERE clause are the lock: whoever withdrew or decided in between wins, and nothing changes.
    const { count } = await tx.review.updateMany({
      where: { id: review.id, state: "open", boundHash: input.boundHash },
      data: {
        state: decided.value,
        decidedBy: actor.id,
        decidedName: actor.name,
        decidedAt: now(),
        comment: input.comment || null,
      },
    });
    if (count === 0) return fail({ code: "review.changed_since_read" });
    const trace = await subject.apply(tx, actor, review, input.decision, input.comment);
    if (!trace.ok) return trace;
    await recordAudit(tx, actor, { ...trace.value, branchPath: review.branchPath });
    return ok({ state: decided.value });
  });
}
