import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { BELOW_THRESHOLD, type CampaignState } from "@/lib/domain/campaign/lifecycle";
import type { CancelCampaign, PauseCampaign, SubmitCampaign } from "@/lib/domain/campaign/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { now } from "../clock";
import { enqueue } from "../jobs/queues";
import { campaignBindingHash } from "../pipeline/binding";
import { campaignReadiness } from "./readiness";
import { changeCampaign, type ChangeRefusal } from "./transition";

type Writer = Authorized<"campaign:write">;
type Changed<E extends { readonly code: string } = never> = Promise<Result<{ state: CampaignState }, ChangeRefusal | E>>;

export type SubmitRefusal =
  | { readonly code: "campaign.not_ready"; readonly evidence: { readonly count: number } }
  | { readonly code: "campaign.warnings_unread"; readonly evidence: { readonly count: number } };

/** Hands a prepared campaign to a reviewer, or approves it by rule where it is small and no offer. */
export async function submitCampaign(actor: Writer, input: SubmitCampaign): Changed<SubmitRefusal> {
  const ready = await campaignReadiness(actor as unknown as Authorized<"campaign:read">, input.campaignId);
  if (!ready) return fail({ code: "campaign.not_found" });
  if (ready.blockers.length > 0) return fail({ code: "campaign.not_ready", evidence: { count: ready.blockers.length } });
  const open = ready.warnings.filter((warning) => !input.acknowledged.includes(warning.code));
  if (open.length > 0) return fail({ code: "campaign.warnings_unread", evidence: { count: open.length } });
  return changeCampaign<SubmitRefusal>(actor, {
    campaignId: input.campaignId, lockVersion: input.lockVersion, event: "submit", audit: "campaign.submitted", detail: { acknowledged: input.acknowledged },
    also: async (tx, campaign, next) => {
      const boundHash = await campaignBindingHash(tx, campaign.id);
      if (next === "approved") return ok({ boundHash, approvedBy: BELOW_THRESHOLD, approvedAt: now() });
      await tx.review.create({
        data: {
          subjectType: "campaign", subjectId: campaign.id, title: campaign.name, purpose: campaign.purpose, branchPath: campaign.branchPath,
          boundHash, submittedBy: actor.id, submittedName: actor.name, submittedAt: now(),
        },
        select: { id: true },
      });
      return ok({ boundHash, approvedBy: null, approvedAt: null });
    },
  });
}

/** Takes a submitted campaign back before it was decided. */
export function withdrawCampaign(actor: Writer, campaignId: string): Changed {
  return changeCampaign(actor, {
    campaignId, event: "withdraw", audit: "campaign.withdrawn",
    also: async (tx) => {
      await tx.review.updateMany({ where: { subjectType: "campaign", subjectId: campaignId, state: "open" }, data: { state: "withdrawn", decidedAt: now() } });
      return ok({ boundHash: null });
    },
  });
}

export type StartRefusal = { readonly code: "campaign.recipients_changed" };

/** Sends now. `recipients` is the number on the button the person pressed: another number stops it. */
export async function startCampaign(actor: Writer, input: { readonly campaignId: string; readonly recipients?: number }): Changed<StartRefusal> {
  const result = await changeCampaign<StartRefusal>(actor, {
    campaignId: input.campaignId, event: "start", audit: "campaign.started",
    also: async (_, campaign) =>
      input.recipients !== undefined && input.recipients !== campaign.frozenCount ? fail({ code: "campaign.recipients_changed" }) : ok({ startedAt: now() }),
  });
  if (result.ok) await enqueue.campaign(input.campaignId);
  return result;
}

/** Keeps an approved campaign until its start; the worker starts it. */
export async function scheduleCampaign(actor: Writer, campaignId: string): Changed<{ readonly code: "campaign.start_invalid" }> {
  let startAt: Date | null = null;
  const result = await changeCampaign<{ readonly code: "campaign.start_invalid" }>(actor, {
    campaignId, event: "schedule", audit: "campaign.scheduled",
    also: async (_, campaign) => {
      startAt = campaign.startAt;
      return startAt && startAt > now() ? ok({}) : fail({ code: "campaign.start_invalid" });
    },
  });
  if (result.ok && startAt) await enqueue.startCampaign(campaignId, startAt);
  return result;
}

/** Stops between two batches; what the carrier has, it has. */
export async function pauseCampaign(actor: Authorized<"campaign:pause"> | Authorized<"campaign:stop">, input: PauseCampaign): Changed {
  const evidence: Prisma.InputJsonObject = { by: actor.name, reason: input.reason ?? "" };
  return changeCampaign(actor, {
    campaignId: input.campaignId, event: "pause", audit: "campaign.paused",
    also: async () => ok({ pausedAt: now(), pauseReason: { code: "person", evidence } }),
  });
}

/** Goes on where it stood; the approval is checked again. */
export async function resumeCampaign(actor: Writer, campaignId: string): Changed {
  const result = await changeCampaign(actor, { campaignId, event: "resume", audit: "campaign.resumed", also: async () => ok({ pauseReason: Prisma.DbNull }) });
  if (result.ok) await enqueue.campaign(campaignId);
  return result;
}

/** Ends a campaign for good; everything unsent is withheld as cancelled, so that the sum stays the audience. */
export async function cancelCampaign(actor: Authorized<"campaign:pause"> | Authorized<"campaign:stop">, input: CancelCampaign): Changed {
  const result = await changeCampaign(actor, {
    campaignId: input.campaignId, event: "cancel", audit: "campaign.cancelled", detail: { reason: input.reason },
    also: async (tx) => {
      await tx.review.updateMany({ where: { subjectType: "campaign", subjectId: input.campaignId, state: "open" }, data: { state: "withdrawn", decidedAt: now() } });
      return ok({ finishedAt: now() });
    },
  });
  if (result.ok) await enqueue.campaign(input.campaignId);
  return result;
}
