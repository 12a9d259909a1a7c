"use server";

import { revalidatePath } from "next/cache";
import { decideReviewSchema, openReviewSchema } from "@/lib/domain/review/schema";
import { defineAction } from "@/lib/server/action";
import { decideReview, openReview } from "@/lib/server/reviews/commands";

export const openReviewAction = defineAction("review.open", "review:decide", openReviewSchema, (actor, input) =>
  openReview(actor, input.reviewId),
);

export const decideReviewAction = defineAction(
  "review.decide",
  "review:decide",
  decideReviewSchema,
  async (actor, input) => {
    const result = await decideReview(actor, input);
    if (result.ok) revalidatePath("/", "layout");
    return result;
  },
);
