import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { db } from "../db/client";

/** Templates of the own line, above and below, that have an approved version. */
function askable(actor: Authorized<"policy:read">) {
  const above = actor.branchPath.split("/").slice(0, -1).map((_, index, codes) => `${codes.slice(0, index + 1).join("/")}/`);
  return {
    retiredAt: null, versions: { some: { state: "approved" as const } },
    OR: [{ branch: { path: { startsWith: actor.branchPath } } }, { branch: { path: { in: above } } }],
  };
}

/** The templates that a question may be about. */
export function listAskable(actor: Authorized<"policy:read">): Promise<{ key: string; name: string }[]> {
  return db().template.findMany({ where: askable(actor), select: { key: true, name: true }, orderBy: { name: "asc" }, take: 500 });
}

/** The purpose of such a template, or null. */
export async function purposeOf(actor: Authorized<"policy:read">, key: string): Promise<Purpose | null> {
  const row = await db().template.findFirst({ where: { ...askable(actor), key }, select: { purpose: true } });
  return row === null ? null : (row.purpose as Purpose);
}
