"use server";

import { revalidatePath } from "next/cache";
import { createContactSchema, registerIdSchema } from "@/lib/domain/registers/schema";
import { defineAction } from "@/lib/server/action";
import { createContact, retireContact } from "@/lib/server/registers/commands";

export const createContactAction = defineAction("contacts.create", "settings:write", createContactSchema, async (actor, input) => {
  const result = await createContact(actor, input);
  if (result.ok) revalidatePath("/settings/contacts");
  return result;
});

export const retireContactAction = defineAction("contacts.retire", "settings:write", registerIdSchema, async (actor, { id }) => {
  const result = await retireContact(actor, id);
  if (result.ok) revalidatePath("/settings/contacts");
  return result;
});
