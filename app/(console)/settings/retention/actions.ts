"use server";

import { revalidatePath } from "next/cache";
import { changeTermSchema } from "@/lib/domain/retention/schema";
import { defineAction } from "@/lib/server/action";
import { changeTerm } from "@/lib/server/retention/commands";
import { changeSetting } from "@/lib/server/settings/commands";
import { requestDaysSchema } from "./_components/days-schema";

export const changeTermAction = defineAction("retention.change_term", "settings:write", changeTermSchema, async (actor, input) => {
  const result = await changeTerm(actor, input);
  if (result.ok) revalidatePath("/settings/retention");
  return result;
});

export const changeRequestDaysAction = defineAction("retention.request_days", "settings:write", requestDaysSchema, async (actor, { days }) => {
  const result = await changeSetting(actor, "rights.days", days);
  if (result.ok) revalidatePath("/settings/retention");
  return result;
});
