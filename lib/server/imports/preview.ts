import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { guessMapping, headerKey } from "@/lib/domain/customer/mapping";
import { sha256 } from "../crypto/digest";
import { db } from "../db/client";
import { FileProblem } from "./reading/file-problem";
import { readTable } from "./reading/read-table";
import { storedFile } from "./stored-file";

type Importer = Authorized<"customer:import">;
const PREVIEW_ROWS = 20;

/** An import that is still only a file: visible to the actor, not yet confirmed. */
export const untouched = (actor: Importer, importId: string) =>
  ({ id: importId, state: "uploaded", confirmedAt: null, branchPath: { startsWith: actor.branchPath } }) satisfies Prisma.CustomerImportWhereInput;

/** The beginning of a received file and a mapping to confirm; null when the import is not in the actor's subtree or has begun. */
export async function previewImport(actor: Importer, importId: string) {
  const found = await db().customerImport.findFirst({ where: untouched(actor, importId), select: { fileName: true, contentType: true } });
  if (!found) return null;
  try {
    const table = await readTable(storedFile(importId), found);
    const rows: string[][] = [];
    for await (const row of table.rows) if (rows.push(row.cells) >= PREVIEW_ROWS) break;
    await table.close();
    const remembered = await db().importMapping.findUnique({ where: { headerHash: sha256(headerKey(table.header)) }, select: { mapping: true, updatedBy: true, updatedAt: true } });
    const guess = guessMapping(table.header, rows);
    const mapping = (remembered?.mapping ?? guess.mapping) as Record<string, number | null>;
    return {
      ok: true as const, header: table.header, rows, mapping, format: table.format, encoding: table.encoding, delimiter: table.delimiter,
      confidence: guess.confidence as Record<string, number>,
      remembered: remembered && { by: remembered.updatedBy, at: remembered.updatedAt },
    };
  } catch (error) {
    if (error instanceof FileProblem) return { ok: false as const, code: error.code };
    throw error;
  }
}
