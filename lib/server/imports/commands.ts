import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { DiscardImportInput, StartImportInput } from "@/lib/domain/customer/import-state";
import { headerKey, missingColumns, repeatedColumns } from "@/lib/domain/customer/mapping";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { sha256 } from "../crypto/digest";
import { inTransaction } from "../db/transaction";
import { enqueue } from "../jobs/queues";
import { previewImport, untouched } from "./preview";
import { receiveFile, type ReceiveRefusal } from "./receive";

type Importer = Authorized<"customer:import">;

/** Takes a file and imports it at once with the mapping that is remembered or guessed: for bank systems. */
export async function receiveImport(
  actor: Importer, source: AsyncIterable<Uint8Array>, file: { readonly fileName: string; readonly contentType: string; readonly mapping: "auto" },
): Promise<Result<{ id: string }, ReceiveRefusal>> {
  const received = await receiveFile(actor, source, file);
  if (!received.ok) return received;
  const { id } = received.value;
  await inTransaction(async (tx) => {
    await tx.customerImport.update({ where: { id }, data: { confirmedAt: now() }, select: { id: true } });
    await recordAudit(tx, actor, { action: "import.started", subjectType: "import", subjectId: id, detail: { mapping: file.mapping } });
  });
  await enqueue.import(id);
  return received;
}

/** Starts a received file with the mapping that a person confirmed, and remembers it for the next file like it. */
export async function startImport(
  actor: Importer, input: StartImportInput,
): Promise<Result<null, { code: "import.not_found" | "import.wrong_state" | "import.column_missing" | "import.column_repeated" }>> {
  const { importId, mapping, tag } = input;
  if (missingColumns(mapping).length > 0) return fail({ code: "import.column_missing" });
  if (repeatedColumns(mapping).length > 0) return fail({ code: "import.column_repeated" });
  const preview = await previewImport(actor, importId);
  if (!preview?.ok) return fail({ code: "import.not_found" });
  const headerHash = sha256(headerKey(preview.header));
  const started = await inTransaction(async (tx) => {
    const { count } = await tx.customerImport.updateMany({ where: untouched(actor, importId), data: { mapping: mapping as Prisma.InputJsonObject, tag: tag || null, confirmedAt: now() } });
    if (count === 0) return false;
    const kept = { mapping: mapping as Prisma.InputJsonObject, updatedBy: actor.name, updatedAt: now() };
    await tx.importMapping.upsert({ where: { headerHash }, create: { headerHash, ...kept }, update: kept, select: { updatedBy: true } });
    await recordAudit(tx, actor, { action: "import.started", subjectType: "import", subjectId: importId, detail: { mapping, tag } });
    return true;
  });
  if (!started) return fail({ code: "import.wrong_state" });
  await enqueue.import(importId);
  return ok(null);
}

/** Throws a received file away before anything of it was imported. */
export function discardImport(actor: Importer, { importId }: DiscardImportInput): Promise<Result<null, { code: "import.wrong_state" }>> {
  return inTransaction(async (tx) => {
    const { count } = await tx.customerImport.deleteMany({ where: untouched(actor, importId) });
    if (count === 0) return fail({ code: "import.wrong_state" });
    await recordAudit(tx, actor, { action: "import.discarded", subjectType: "import", subjectId: importId, detail: {} });
    return ok(null);
  });
}
