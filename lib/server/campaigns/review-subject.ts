import "server-only";
import { fail, ok } from "@/lib/domain/shared/result";
import { nextCampaignState } from "@/lib/domain/campaign/lifecycle";
import { now } from "../clock";
import { campaignBindingHash } from "../pipeline/binding";
import type { ReviewSubject } from "../reviews/subject";
import { getSetting } from "../settings/queries";
import { factsOf, lockCampaign } from "./transition";

// The review's own branch was checked before; the campaign is the one it names.
const EVERYWHERE = { branchPath: "" };

/** A campaign under review: text, audience, window and route as they are now, every recipient counted again. */
export const campaignSubject: ReviewSubject = {
  async lockAndHash(tx, review) {
    const campaign = await lockCampaign(tx, EVERYWHERE, review.subjectId);
    return campaign && campaignBindingHash(tx, campaign.id);
  },

  async apply(tx, actor, review, decision) {
    const campaign = await lockCampaign(tx, EVERYWHERE, review.subjectId);
    if (!campaign) return fail({ code: "campaign.not_found" });
    const next = nextCampaignState(factsOf(campaign), decision, actor, await getSetting("campaign.review_above"));
    if (!next.ok) return next;
    const approval = decision === "approve" ? { approvedBy: actor.id, approvedAt: now() } : {};
    await tx.campaign.update({
      where: { id: campaign.id },
      data: { state: next.value, lockVersion: { increment: 1 }, updatedAt: now(), ...approval },
      select: { id: true },
    });
    return ok({
      action: decision === "approve" ? "campaign.approved" : "campaign.returned",
      subjectType: "campaign",
      subjectId: campaign.id,
      detail: { state: next.value, review: review.id, hash: review.boundHash },
    });
  },
};
