"use server";

import { revalidatePath } from "next/cache";
import { saveWordingSchema, sealedWordingSchema, wordingIdSchema, wordingSchema } from "@/lib/domain/consent/wording";
import { defineAction } from "@/lib/server/action";
import { createWording, publishWording, retireWording, saveWording } from "@/lib/server/wordings/commands";

export const createWordingAction = defineAction("wordings.create", "wording:write", wordingSchema, createWording);

export const saveWordingAction = defineAction("wordings.save", "wording:write", saveWordingSchema, saveWording);

export const publishWordingAction = defineAction("wordings.publish", "wording:publish", sealedWordingSchema, async (actor, input) => {
  const result = await publishWording(actor, input);
  // Also after a refusal: what was refused may have been changed meanwhile, and must be read anew.
  revalidatePath("/settings/wordings", "layout");
  return result;
});

export const retireWordingAction = defineAction("wordings.retire", "wording:write", wordingIdSchema, async (actor, { id }) => {
  const result = await retireWording(actor, id);
  if (result.ok) revalidatePath("/settings/wordings", "layout");
  return result;
});
