"use server";

import { revalidatePath } from "next/cache";
import { createSignatureSchema, fileSignatureSchema, registerIdSchema } from "@/lib/domain/registers/schema";
import { defineAction } from "@/lib/server/action";
import { createSignature, fileSignature, retireSignature } from "@/lib/server/registers/commands";

export const createSignatureAction = defineAction("signatures.create", "settings:write", createSignatureSchema, async (actor, { text }) => {
  const result = await createSignature(actor, text);
  if (result.ok) revalidatePath("/settings/signatures");
  return result;
});

export const fileSignatureAction = defineAction("signatures.file", "settings:write", fileSignatureSchema, async (actor, input) => {
  const result = await fileSignature(actor, input);
  if (result.ok) revalidatePath("/settings/signatures");
  return result;
});

export const retireSignatureAction = defineAction("signatures.retire", "settings:write", registerIdSchema, async (actor, { id }) => {
  const result = await retireSignature(actor, id);
  if (result.ok) revalidatePath("/settings/signatures");
  return result;
});
