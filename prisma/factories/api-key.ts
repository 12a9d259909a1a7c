import type { Role } from "@/lib/domain/shared/vocabulary";
import { apiKeyHash, apiKeyPrefix, newApiKey } from "@/lib/server/apikeys/secret";
import { db } from "@/lib/server/db/client";
import type { MadeBranch } from "./organisation";

/** A key for a bank system, as its holder knows it. */
export async function makeApiKey(branch: MadeBranch, role: Role = "administrator") {
  const key = newApiKey();
  const { id } = await db().apiKey.create({
    data: {
      name: "核心系统",
      role,
      branchId: branch.id,
      prefix: apiKeyPrefix(key),
      hash: apiKeyHash(key),
      createdBy: "test",
    },
    select: { id: true },
  });
  return { id, key };
}
