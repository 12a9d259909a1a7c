import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";

const SELECT = {
  id: true, state: true, fileName: true, sizeBytes: true, format: true, encoding: true, delimiter: true, header: true, mapping: true, tag: true,
  rows: true, taken: true, unchanged: true, refused: true, warnings: true, byReason: true, failure: true, createdBy: true,
  createdAt: true, confirmedAt: true, readBytes: true, startedAt: true, finishedAt: true,
} satisfies Prisma.CustomerImportSelect;

/** One import of the actor's subtree, with its counts. */
export async function getImport(actor: Authorized<"customer:import">, id: string) {
  const row = await db().customerImport.findFirst({ where: { id, branchPath: { startsWith: actor.branchPath } }, select: SELECT });
  return row && { ...row, sizeBytes: Number(row.sizeBytes), readBytes: Number(row.readBytes), byReason: row.byReason as Record<string, number> };
}

export type ImportView = NonNullable<Awaited<ReturnType<typeof getImport>>>;

/** Imports of the actor's subtree, newest first, by keyset. */
export async function listImports(actor: Authorized<"customer:import">, before?: string, take = 20) {
  const rows = await db().customerImport.findMany({
    where: { branchPath: { startsWith: actor.branchPath }, ...(before ? { id: { lt: before } } : {}) },
    select: { id: true, state: true, confirmedAt: true, fileName: true, rows: true, taken: true, refused: true, warnings: true, createdBy: true, createdAt: true },
    orderBy: { id: "desc" }, take: take + 1,
  });
  const page = rows.slice(0, take);
  return { rows: page, next: rows.length > take ? (page.at(-1)?.id ?? null) : null };
}

const REFUSAL_SELECT = { line: true, code: true, column: true, cellsCipher: true } satisfies Prisma.ImportRefusalSelect;

/** Rows that were refused (or taken with a warning), by line, and a line never divided between two pages; cells decrypted because the person must correct them. */
export async function listRefusals(actor: Authorized<"customer:import">, importId: string, options: { readonly afterLine?: number; readonly take?: number; readonly warnings?: boolean } = {}) {
  const { afterLine = 0, take = 50, warnings = false } = options;
  const where = { importId, warning: warnings, import: { branchPath: { startsWith: actor.branchPath } } };
  const orderBy = [{ line: "asc" }, { code: "asc" }] satisfies Prisma.ImportRefusalOrderByWithRelationInput[];
  const page = await db().importRefusal.findMany({ where: { ...where, line: { gt: afterLine } }, select: REFUSAL_SELECT, orderBy, take });
  const last = page.length === take ? page.at(-1) : undefined;
  const rest = last ? await db().importRefusal.findMany({ where: { ...where, line: last.line, code: { gt: last.code } }, select: REFUSAL_SELECT, orderBy }) : [];
  return [...page, ...rest].map(({ cellsCipher, ...row }) => ({ ...row, cells: JSON.parse(decrypt(cellsCipher, "import.cells")) as string[] }));
}
