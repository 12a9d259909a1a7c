"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import {
  cancelCampaignSchema, createCampaignSchema, pauseCampaignSchema, resumeCampaignSchema, startCampaignSchema, submitCampaignSchema, updateCampaignSchema,
} from "@/lib/domain/campaign/schema";
import { defineAction } from "@/lib/server/action";
import { cancelCampaign, pauseCampaign, resumeCampaign, scheduleCampaign, startCampaign, submitCampaign, withdrawCampaign } from "@/lib/server/campaigns/commands";
import { createCampaign, prepareCampaign, updateCampaign } from "@/lib/server/campaigns/draft-commands";
import { releaseSending, stopAllSending } from "@/lib/server/settings/commands";

const onlyId = z.object({ campaignId: z.uuid("campaign.id_invalid") });

function refresh<T extends { ok: boolean }>(result: T): T {
  if (result.ok) revalidatePath("/campaigns", "layout");
  return result;
}

export const createCampaignAction = defineAction("campaign.create", "campaign:write", createCampaignSchema, createCampaign);
export const updateCampaignAction = defineAction("campaign.update", "campaign:write", updateCampaignSchema, updateCampaign);
export const prepareCampaignAction = defineAction("campaign.prepare", "campaign:write", onlyId, async (actor, input) => {
  const result = refresh(await prepareCampaign(actor, input.campaignId));
  return result.ok ? { ok: true as const, value: null } : result;
});
export const submitCampaignAction = defineAction("campaign.submit", "campaign:write", submitCampaignSchema, async (actor, input) => refresh(await submitCampaign(actor, input)));
export const withdrawCampaignAction = defineAction("campaign.withdraw", "campaign:write", onlyId, async (actor, input) => refresh(await withdrawCampaign(actor, input.campaignId)));
export const scheduleCampaignAction = defineAction("campaign.schedule", "campaign:write", onlyId, async (actor, input) => refresh(await scheduleCampaign(actor, input.campaignId)));
export const startCampaignAction = defineAction("campaign.start", "campaign:write", startCampaignSchema, async (actor, input) => refresh(await startCampaign(actor, input)));
export const pauseCampaignAction = defineAction("campaign.pause", "campaign:pause", pauseCampaignSchema, async (actor, input) => refresh(await pauseCampaign(actor, input)));
export const resumeCampaignAction = defineAction("campaign.resume", "campaign:write", resumeCampaignSchema, async (actor, input) => refresh(await resumeCampaign(actor, input.campaignId)));
export const cancelCampaignAction = defineAction("campaign.cancel", "campaign:pause", cancelCampaignSchema, async (actor, input) => refresh(await cancelCampaign(actor, input)));
export const stopAllAction = defineAction("sending.stop", "campaign:stop", z.object({ reason: z.string().trim().min(4, "campaign.reason_missing").max(200) }), async (actor, input) => refresh(await stopAllSending(actor, input.reason)));
export const releaseAllAction = defineAction("sending.release", "campaign:stop", z.object({}), async (actor) => refresh(await releaseSending(actor)));
