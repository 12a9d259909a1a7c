"use server";

import { revalidatePath } from "next/cache";
import { createLinkSchema, registerIdSchema } from "@/lib/domain/registers/schema";
import { defineAction } from "@/lib/server/action";
import { createLink, retireLink } from "@/lib/server/registers/commands";

export const createLinkAction = defineAction("links.create", "settings:write", createLinkSchema, async (actor, input) => {
  const result = await createLink(actor, input);
  if (result.ok) revalidatePath("/settings/links");
  return result;
});

export const retireLinkAction = defineAction("links.retire", "settings:write", registerIdSchema, async (actor, { id }) => {
  const result = await retireLink(actor, id);
  if (result.ok) revalidatePath("/settings/links");
  return result;
});
