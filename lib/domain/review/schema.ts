import { z } from "zod";
import { DECISIONS } from "./decision";

/** Says nothing about who decides: that is the session's business. `boundHash` is what the reviewer had on the screen. */
export const decideReviewSchema = z
  .strictObject({
    reviewId: z.uuid(),
    decision: z.enum(DECISIONS, "review.decision_missing"),
    comment: z.string().trim().max(500, "review.comment_too_long"),
    boundHash: z.string().regex(/^[0-9a-f]{64}$/, "review.changed_since_read"),
  })
  .refine((input) => input.decision === "approve" || input.comment !== "", {
    error: "review.comment_missing",
    path: ["comment"],
  });

export const openReviewSchema = z.strictObject({ reviewId: z.uuid() });

export type DecideReviewInput = z.output<typeof decideReviewSchema>;
