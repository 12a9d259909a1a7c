import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { readCertificate, type Certificate } from "./certificate";

const IMPORTS_SHOWN = 100;

/** Files of consents sent from the actor's subtree, newest first (the last hundred). */
export async function listConsentImports(actor: Authorized<"customer:import">) {
  const rows = await db().consentImport.findMany({
    where: { branchPath: { startsWith: actor.branchPath } }, select: { id: true, fileName: true, rows: true, taken: true, refused: true, createdBy: true, createdAt: true }, orderBy: { id: "desc" }, take: IMPORTS_SHOWN,
  });
  return rows.map((row) => ({ ...row, known: row.rows - row.taken - row.refused }));
}

/** Why rows of a file were not taken, with how many: what its sender has to mend, without anybody's data. */
export async function countConsentRefusals(actor: Authorized<"customer:import">, importId: string) {
  const rows = await db().consentImportRefusal.groupBy({
    by: ["code"], where: { importId, import: { branchPath: { startsWith: actor.branchPath } } }, _count: true, _min: { line: true }, orderBy: { code: "asc" },
  });
  return rows.map((row) => ({ code: row.code, count: row._count, firstLine: row._min.line ?? 0 }));
}

/** Rows that prove nothing, by line, with their cells; for the person who must correct them. */
export async function listConsentRefusals(actor: Authorized<"customer:import">, importId: string, afterLine: number, take: number) {
  const rows = await db().consentImportRefusal.findMany({
    where: { importId, line: { gt: afterLine }, import: { branchPath: { startsWith: actor.branchPath } } }, select: { line: true, code: true, cellsCipher: true }, orderBy: { line: "asc" }, take,
  });
  return rows.map(({ cellsCipher, ...row }) => ({ ...row, cells: JSON.parse(decrypt(cellsCipher, "consent.cells")) as string[] }));
}

/** The certificate of a customer's consents as it would be issued now, masked; null when there is no such customer in the actor's subtree. */
export function getCertificate(actor: Authorized<"customer:read">, customerId: string): Promise<Certificate | null> {
  return inTransaction((tx) => readCertificate(tx, actor, customerId, { full: false }));
}
