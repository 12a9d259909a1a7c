import "server-only";
import type { Actor } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { now } from "../clock";
import { db } from "../db/client";
import { apiKeyHash, looksLikeApiKey } from "./secret";

export type KeyRefusal = { readonly code: "api.key_missing" | "api.key_unknown" | "api.key_revoked" };

const USE_NOTED_EVERY_MS = 60_000;

async function noteUse(id: string, lastUsedAt: Date | null): Promise<void> {
  const at = now();
  const before = new Date(at.getTime() - USE_NOTED_EVERY_MS);
  if (lastUsedAt && lastUsedAt > before) return;
  await db().apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
    data: { lastUsedAt: at },
  });
}

/** Who an `Authorization: Bearer` header says is calling. */
export async function authenticateApiKey(header: string | null, requestId: string): Promise<Result<Actor, KeyRefusal>> {
  const key = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
  if (key === undefined) return fail({ code: "api.key_missing" });
  if (!looksLikeApiKey(key)) return fail({ code: "api.key_unknown" });
  const row = await db().apiKey.findUnique({
    where: { hash: apiKeyHash(key) },
    select: {
      id: true,
      name: true,
      role: true,
      branchId: true,
      lastUsedAt: true,
      revokedAt: true,
      branch: { select: { path: true } },
    },
  });
  if (!row) return fail({ code: "api.key_unknown" });
  if (row.revokedAt) return fail({ code: "api.key_revoked" });
  await noteUse(row.id, row.lastUsedAt);
  const { id, name, role, branchId, branch } = row;
  return ok({ id, kind: "api_key", name, roles: [role], branchId, branchPath: branch.path, requestId });
}
