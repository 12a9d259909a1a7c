import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";

const LISTS_OFFERED = 100;

/** Uploaded lists of the actor's subtree that are whole, newest first (the last hundred), with the columns that have a name. */
export async function listAudienceLists(actor: Authorized<"campaign:write">) {
  const rows = await db().audienceList.findMany({
    where: { branchPath: { startsWith: actor.branchPath }, NOT: { columns: { isEmpty: true } } },
    select: { id: true, name: true, columns: true, rows: true, refused: true, createdBy: true, createdAt: true },
    orderBy: { id: "desc" }, take: LISTS_OFFERED,
  });
  return rows.map((row) => ({ ...row, columns: row.columns.map((name) => name.trim()).filter((name) => name !== "") }));
}

/** Rows of a list that name nobody, by line, with their cells; for the person who must correct them. */
export async function listListRefusals(actor: Authorized<"campaign:write">, listId: string, afterLine: number, take: number) {
  const rows = await db().audienceListRefusal.findMany({
    where: { listId, line: { gt: afterLine }, list: { branchPath: { startsWith: actor.branchPath } } }, select: { line: true, code: true, cellsCipher: true }, orderBy: { line: "asc" }, take,
  });
  return rows.map(({ cellsCipher, ...row }) => ({ ...row, cells: JSON.parse(decrypt(cellsCipher, "list.values")) as string[] }));
}
