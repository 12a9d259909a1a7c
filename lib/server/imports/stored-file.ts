import "server-only";
import { decryptBytes } from "../crypto/cipher";
import { db } from "../db/client";

/** The bytes of a received file, piece by piece, from the beginning. */
export async function* storedFile(importId: string): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal += 1) {
    const chunk = await db().importChunk.findUnique({ where: { importId_ordinal: { importId, ordinal } }, select: { cipher: true } });
    if (!chunk) return;
    yield decryptBytes(chunk.cipher, "import.chunk");
  }
}
