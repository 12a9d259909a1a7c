"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/action";
import { changeSetting } from "@/lib/server/settings/commands";
import { callsSchema, linkDaysSchema, reviewAboveSchema, thresholdsSchema } from "./_components/value-schema";

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
