import "server-only";
import type { Actor } from "@/lib/domain/access/permissions";
import type { AuditAction } from "@/lib/domain/audit/actions";
import type { AuditJson } from "@/lib/domain/audit/chain";
import type { Decision } from "@/lib/domain/review/decision";
import type { Result } from "@/lib/domain/shared/result";
import type { Tx } from "../db/transaction";

export type SubjectReview = { readonly id: string; readonly subjectId: string; readonly boundHash: string };

/** A refusal of the subject's own rules; `code` has words under `errors`. */
export type SubjectRefusal = { readonly code: string; readonly evidence?: Readonly<Record<string, string | number>> };

/** What the trail says of a decision: about which row, in which words. */
export type SubjectTrace = {
  readonly action: AuditAction;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail: { readonly [key: string]: AuditJson };
};

/** How one kind of subject is reviewed. Both run inside the decision's transaction; a refusal undoes everything. */
export type ReviewSubject = {
  /** Locks the row that is reviewed and answers the hash of its content as it is now; null where it is gone. */
  lockAndHash(tx: Tx, review: SubjectReview): Promise<string | null>;
  /** Moves it on by its own rules. The reviewer is known, the hash compared, the review not yet written. */
  apply(
    tx: Tx,
    actor: Actor,
    review: SubjectReview,
    decision: Decision,
    comment: string,
  ): Promise<Result<SubjectTrace, SubjectRefusal>>;
};
