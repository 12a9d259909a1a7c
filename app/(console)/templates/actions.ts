"use server";

import { revalidatePath } from "next/cache";
import {
  createTemplateSchema,
  discardDraftSchema,
  retireTemplateSchema,
  saveDraftSchema,
  submitTemplateSchema,
  withdrawTemplateSchema,
} from "@/lib/domain/template/schema";
import { defineAction } from "@/lib/server/action";
import { createTemplate, discardDraft, retireTemplate, saveDraft } from "@/lib/server/templates/commands";
import { submitForReview, withdrawSubmission } from "@/lib/server/templates/submit-commands";

export const createTemplateAction = defineAction(
  "template.create",
  "template:write",
  createTemplateSchema,
  async (actor, input) => {
    const result = await createTemplate(actor, input);
    if (result.ok) revalidatePath("/templates");
    return result;
  },
);

// The composer keeps its own state; what is refreshed is the page behind it, so that going back shows what was saved.
export const saveDraftAction = defineAction(
  "template.save",
  "template:write",
  saveDraftSchema,
  async (actor, input) => {
    const result = await saveDraft(actor, input);
    if (result.ok) revalidatePath("/templates", "layout");
    return result;
  },
);

export const discardDraftAction = defineAction(
  "template.discard",
  "template:write",
  discardDraftSchema,
  async (actor, input) => {
    const result = await discardDraft(actor, input);
    if (result.ok) revalidatePath("/templates", "layout");
    return result;
  },
);

export const retireTemplateAction = defineAction(
  "template.retire",
  "template:write",
  retireTemplateSchema,
  async (actor, input) => {
    const result = await retireTemplate(actor, input);
    if (result.ok) revalidatePath("/templates", "layout");
    return result;
  },
);

export const submitTemplateAction = defineAction(
  "template.submit",
  "template:write",
  submitTemplateSchema,
  async (actor, input) => {
    const result = await submitForReview(actor, input);
    if (result.ok) revalidatePath("/templates", "layout");
    return result;
  },
);

export const withdrawTemplateAction = defineAction(
  "template.withdraw",
  "template:write",
  withdrawTemplateSchema,
  async (actor, input) => {
    const result = await withdrawSubmission(actor, input);
    if (result.ok) revalidatePath("/templates", "layout");
    return result;
  },
);
