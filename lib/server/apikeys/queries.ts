import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

/** Keys of the administrator's subtree, newest first; the keys themselves are known to their holders only. */
export async function listApiKeys(actor: Authorized<"settings:read">) {
  const keys = await db().apiKey.findMany({
    where: { branch: { path: { startsWith: actor.branchPath } } },
    orderBy: { id: "desc" },
    select: {
      id: true,
      name: true,
      prefix: true,
      role: true,
      createdBy: true,
      createdAt: true,
      lastUsedAt: true,
      revokedAt: true,
      branch: { select: { code: true, name: true, nameEn: true } },
    },
  });
  return keys;
}

export type ApiKeyRow = Awaited<ReturnType<typeof listApiKeys>>[number];
