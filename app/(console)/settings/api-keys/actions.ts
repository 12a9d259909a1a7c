"use server";

import { revalidatePath } from "next/cache";
import { createApiKeySchema, revokeApiKeySchema } from "@/lib/domain/api/key-schema";
import { defineAction } from "@/lib/server/action";
import { createApiKey, revokeApiKey } from "@/lib/server/apikeys/commands";

export const createApiKeyAction = defineAction("api_keys.create", "apikey:write", createApiKeySchema, async (actor, input) => {
  const result = await createApiKey(actor, input);
  if (result.ok) revalidatePath("/settings/api-keys");
  return result;
});

export const revokeApiKeyAction = defineAction("api_keys.revoke", "apikey:write", revokeApiKeySchema, async (actor, input) => {
  const result = await revokeApiKey(actor, input);
  if (result.ok) revalidatePath("/settings/api-keys");
  return result;
});
