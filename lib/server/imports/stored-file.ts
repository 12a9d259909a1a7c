import "server-only";
import { decryptBytes } from "../crypto/cipher";
import { db } from "../db/client";

/** The bytes of a received file, piece by piece, from the beginning. */
export async function* storedFile(importId: string, onRead?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for (let ordinal = 0; ; ordinal += 1) {
    const chunk = await db().importChunk.findUnique({ where: { importId_ordinal: { importId, ordinal } }, select: { cipher: true } });
    if (!chunk) return;
    const bytes = decryptBytes(chunk.cipher, "import.chunk");
    onRead?.((read += bytes.byteLength));
    yield bytes;
  }
}
