import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { StartImportInput } from "@/lib/domain/customer/import-state";
import { guessMapping, headerKey, missingColumns } from "@/lib/domain/customer/mapping";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { sha256 } from "../crypto/digest";
import { db } from "../db/client";
import { enqueue } from "../jobs/queues";
import { FileProblem } from "./reading/file-problem";
import { readTable } from "./reading/read-table";
import { receiveFile, type ReceiveRefusal } from "./receive";
import { storedFile } from "./stored-file";

type Importer = Authorized<"customer:import">;
const PREVIEW_ROWS = 20;

/** Takes a file and imports it at once with the mapping that is remembered or guessed: for bank systems. */
export async function receiveImport(
  actor: Importer, source: AsyncIterable<Uint8Array>, file: { readonly fileName: string; readonly contentType: string; readonly mapping: "auto" },
): Promise<Result<{ id: string }, ReceiveRefusal>> {
  const received = await receiveFile(actor, source, file);
  if (received.ok) await enqueue.import(received.value.id);
  return received;
}

/** The beginning of a received file and a mapping to confirm; null when the import is not in the actor's subtree or has begun. */
export async function previewImport(actor: Importer, importId: string) {
  const found = await db().customerImport.findFirst({ where: { id: importId, state: "uploaded", branchPath: { startsWith: actor.branchPath } }, select: { fileName: true, contentType: true } });
  if (!found) return null;
  try {
    const table = await readTable(storedFile(importId), found);
    const rows: string[][] = [];
    for await (const row of table.rows) if (rows.push(row.cells) >= PREVIEW_ROWS) break;
    await table.close();
    const remembered = await db().importMapping.findUnique({ where: { headerHash: sha256(headerKey(table.header)) }, select: { mapping: true } });
    const guess = guessMapping(table.header, rows);
    const mapping = (remembered?.mapping ?? guess.mapping) as Record<string, number | null>;
    return { ok: true as const, header: table.header, rows, mapping, remembered: remembered !== null, format: table.format, encoding: table.encoding };
  } catch (error) {
    if (error instanceof FileProblem) return { ok: false as const, code: error.code };
    throw error;
  }
}

/** Starts a received file with the mapping that a person confirmed, and remembers it for the next file like it. */
export async function startImport(actor: Importer, input: StartImportInput): Promise<Result<null, { code: "import.not_found" | "import.column_missing" }>> {
  if (missingColumns(input.mapping).length > 0) return fail({ code: "import.column_missing" });
  const preview = await previewImport(actor, input.importId);
  if (!preview?.ok) return fail({ code: "import.not_found" });
  const { count } = await db().customerImport.updateMany({ where: { id: input.importId, state: "uploaded" }, data: { mapping: input.mapping as Prisma.InputJsonObject } });
  if (count === 0) return fail({ code: "import.not_found" });
  const headerHash = sha256(headerKey(preview.header));
  const kept = { mapping: input.mapping as Prisma.InputJsonObject, updatedBy: actor.name };
  await db().importMapping.upsert({ where: { headerHash }, create: { headerHash, ...kept }, update: kept, select: { updatedBy: true } });
  await enqueue.import(input.importId);
  return ok(null);
}
