"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/action";
import { changeConfirmation } from "@/lib/server/inbound/confirm-commands";
import { changeSetting } from "@/lib/server/settings/commands";
import { callsSchema, confirmSchema, judgeWithinSchema, keywordsSchema, linkDaysSchema, reviewAboveSchema, thresholdsSchema } from "./_components/value-schema";

const MICROS = 1_000_000;

export const changeReviewAboveAction = defineAction("values.review_above", "settings:write", reviewAboveSchema, async (actor, { value }) => {
  const result = await changeSetting(actor, "campaign.review_above", value);
  if (result.ok) revalidatePath("/settings/values");
  return result;
});

export const changeLinkDaysAction = defineAction("values.link_days", "settings:write", linkDaysSchema, async (actor, { value }) => {
  const result = await changeSetting(actor, "page.link_days", value);
  if (result.ok) revalidatePath("/settings/values");
  return result;
});

export const changeThresholdsAction = defineAction("values.thresholds", "settings:write", thresholdsSchema, async (actor, input) => {
  const result = await changeSetting(actor, "campaign.thresholds", input);
  if (result.ok) revalidatePath("/settings/values");
  return result;
});

export const changeCallsAction = defineAction("values.calls", "settings:write", callsSchema, async (actor, { minutesPerCall, callPerMinute, wagePerHour }) => {
  const result = await changeSetting(actor, "calls.assumption", {
    minutesPerCall,
    callMicrosPerMinute: Math.round(callPerMinute * MICROS),
    staffWageMicrosPerHour: Math.round(wagePerHour * MICROS),
  });
  if (result.ok) revalidatePath("/settings/values");
  return result;
});

export const changeKeywordsAction = defineAction("values.keywords", "settings:write", keywordsSchema, async (actor, input) => {
  const result = await changeSetting(actor, "reply.keywords", input);
  if (result.ok) revalidatePath("/settings/values");
  return result;
});

export const changeJudgeWithinAction = defineAction("values.judge_within", "settings:write", judgeWithinSchema, async (actor, { hours }) => {
  const result = await changeSetting(actor, "reply.judge_within_hours", hours);
  if (result.ok) revalidatePath("/settings/values");
  return result;
});

export const changeConfirmationAction = defineAction("values.confirm_refusal", "settings:write", confirmSchema, async (actor, { allowed, template }) => {
  const result = await changeConfirmation(actor, { allowed, template: template === "" ? null : template });
  if (result.ok) revalidatePath("/settings/values");
  return result;
});
