import { z } from "zod";
import { ROLES } from "@/lib/domain/shared/vocabulary";

/** A key for a bank system: what it is called, what it may do, which branches it sees. */
export const createApiKeySchema = z.object({
  name: z.string().trim().min(1, "apikey.name_missing").max(60, "apikey.name_long"),
  role: z.enum(ROLES, "apikey.role_missing"),
  branchId: z.uuid("apikey.branch_missing"),
});

export const revokeApiKeySchema = z.object({ apiKeyId: z.uuid() });

export type CreateApiKeyInput = z.output<typeof createApiKeySchema>;
export type RevokeApiKeyInput = z.output<typeof revokeApiKeySchema>;
