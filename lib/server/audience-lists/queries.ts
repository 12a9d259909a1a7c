import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { listCounts, namedColumns, type ListReasons } from "@/lib/domain/campaign/list-row";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";

const LISTS_OFFERED = 100;

/** Lists of the actor's subtree that are whole: the others are still being read, or were given up. */
export const visibleLists = (actor: { readonly branchPath: string }) => ({ branchPath: { startsWith: actor.branchPath }, sealedAt: { not: null } }) satisfies Prisma.AudienceListWhereInput;

/** Uploaded lists that the actor may use, newest first (the last hundred), with what became of their rows. */
export async function listAudienceLists(actor: Authorized<"campaign:write">) {
  const lists = await db().audienceList.findMany({
    where: visibleLists(actor), select: { id: true, name: true, columns: true, rows: true, byReason: true, createdBy: true, createdAt: true }, orderBy: { id: "desc" }, take: LISTS_OFFERED,
  });
  return lists.map(({ byReason, rows, columns, ...list }) => ({ ...list, columns: namedColumns(columns), ...listCounts(rows, byReason as ListReasons) }));
}

export type AudienceListView = Awaited<ReturnType<typeof listAudienceLists>>[number];

/** Rows of a list that name nobody, by line, with their cells; for the person who must correct them. */
export async function listListRefusals(actor: Authorized<"campaign:write">, listId: string, afterLine: number, take: number) {
  const rows = await db().audienceListRefusal.findMany({
    where: { listId, line: { gt: afterLine }, list: visibleLists(actor) }, select: { line: true, code: true, cellsCipher: true }, orderBy: { line: "asc" }, take,
  });
  return rows.map(({ cellsCipher, ...row }) => ({ ...row, cells: JSON.parse(decrypt(cellsCipher, "list.values")) as string[] }));
}
