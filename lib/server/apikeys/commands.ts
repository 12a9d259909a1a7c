import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { CreateApiKeyInput, RevokeApiKeyInput } from "@/lib/domain/api/key-schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { apiKeyHash, apiKeyPrefix, newApiKey } from "./secret";

type Admin = Authorized<"apikey:write">;

export type NewApiKey = { readonly id: string; /** Shown this once; only its hash is kept. */ readonly key: string };

/** Makes a key for a bank system; the answer is the only place where the whole key is ever seen. */
export function createApiKey(
  actor: Admin,
  input: CreateApiKeyInput,
): Promise<Result<NewApiKey, { code: "apikey.branch_out_of_scope" }>> {
  const key = newApiKey();
  return inTransaction(async (tx) => {
    const branch = await tx.branch.findFirst({
      where: { id: input.branchId, closedAt: null, path: { startsWith: actor.branchPath } },
      select: { id: true, path: true },
    });
    if (!branch) return fail({ code: "apikey.branch_out_of_scope" });
    const { name, role } = input;
    const { id } = await tx.apiKey.create({
      data: {
        name,
        role,
        branchId: branch.id,
        prefix: apiKeyPrefix(key),
        hash: apiKeyHash(key),
        createdBy: actor.name,
      },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: "apikey.created",
      subjectType: "apikey",
      subjectId: id,
      branchPath: branch.path,
      detail: { role, branch: branch.path },
    });
    return ok({ id, key });
  });
}

/** Ends a key for good: its next request is refused. */
export function revokeApiKey(
  actor: Admin,
  input: RevokeApiKeyInput,
): Promise<Result<null, { code: "apikey.not_found" | "apikey.revoked_already" }>> {
  return inTransaction(async (tx) => {
    const row = await tx.apiKey.findFirst({
      where: { id: input.apiKeyId, branch: { path: { startsWith: actor.branchPath } } },
      select: { id: true, branch: { select: { path: true } } },
    });
    if (!row) return fail({ code: "apikey.not_found" });
    const { count } = await tx.apiKey.updateMany({
      where: { id: row.id, revokedAt: null },
      data: { revokedAt: now() },
    });
    if (count === 0) return fail({ code: "apikey.revoked_already" });
    await recordAudit(tx, actor, {
      action: "apikey.revoked",
      subjectType: "apikey",
      subjectId: row.id,
      branchPath: row.branch.path,
    });
    return ok(null);
  });
}
