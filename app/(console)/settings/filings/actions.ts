"use server";

import { revalidatePath } from "next/cache";
import { fileTemplateSchema } from "@/lib/domain/providers/filing-schema";
import { defineAction } from "@/lib/server/action";
import { fileTemplate } from "@/lib/server/providers/filing-commands";

export const fileTemplateAction = defineAction("filings.file", "provider:write", fileTemplateSchema, async (actor, input) => {
  const result = await fileTemplate(actor, input);
  revalidatePath("/settings/filings");
  return result;
});
