import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { encryptBytes } from "../crypto/cipher";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";

// Pieces small enough to encrypt and send without a pause, large enough that a million rows are a few hundred pieces.
const CHUNK_BYTES = 512 * 1024;
const FILE_BYTES_MAX = 1024 ** 3;

export type ReceiveRefusal = { readonly code: "import.too_large" | "import.file_empty" };

async function storeChunks(importId: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let total = 0;
  let ordinal = 0;
  const flush = async () => {
    if (pendingBytes === 0) return;
    const cipher = encryptBytes(Buffer.concat(pending), "import.chunk");
    await db().importChunk.create({ data: { importId, ordinal, cipher }, select: { ordinal: true } });
    ordinal += 1;
    pending = [];
    pendingBytes = 0;
  };
  for await (const piece of source) {
    total += piece.byteLength;
    if (total > FILE_BYTES_MAX) return total;
    pending.push(piece);
    pendingBytes += piece.byteLength;
    if (pendingBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  return total;
}

/** Takes a file as it streams in and keeps it encrypted, in pieces, until its import has ended; nothing is imported yet. */
export async function receiveFile(
  actor: Authorized<"customer:import">, source: AsyncIterable<Uint8Array>, file: { readonly fileName: string; readonly contentType: string },
): Promise<Result<{ id: string }, ReceiveRefusal>> {
  const { id } = await db().customerImport.create({
    data: { fileName: file.fileName.slice(0, 200), contentType: file.contentType.slice(0, 100), branchPath: actor.branchPath, createdBy: actor.name },
    select: { id: true },
  });
  const discard = () => db().customerImport.delete({ where: { id }, select: { id: true } });
  let sizeBytes: number;
  try {
    sizeBytes = await storeChunks(id, source);
  } catch (error) {
    // The sender went away in the middle: half a file is no file.
    await discard();
    throw error;
  }
  if (sizeBytes === 0 || sizeBytes > FILE_BYTES_MAX) {
    await discard();
    return fail({ code: sizeBytes === 0 ? "import.file_empty" : "import.too_large" });
  }
  await inTransaction(async (tx) => {
    await tx.customerImport.update({ where: { id }, data: { sizeBytes: BigInt(sizeBytes), createdAt: now() }, select: { id: true } });
    await recordAudit(tx, actor, { action: "import.received", subjectType: "import", subjectId: id, detail: { sizeBytes } });
  });
  return ok({ id });
}
