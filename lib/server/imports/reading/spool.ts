import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";

const AES_BLOCK = 16;
const READ_PIECE = 64 * 1024;

/** Bytes set aside on disk, readable at any place, gone when closed. */
export type Spool = {
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Blocks for the length of one read of the page cache: for small pieces. */
  readAt(position: number, length: number): Buffer;
  stream(start: number, end: number): Readable;
  close(): Promise<void>;
};

/**
 * Opens an empty spool. Personal data is never readable at rest (design.md §2.7): the file is encrypted with a key that
 * only this process's memory holds, and has no name from the moment it is open (Windows: until it is closed).
 */
export async function openSpool(): Promise<Spool> {
  const folder = await mkdtemp(path.join(tmpdir(), "hongyan-spool-"));
  const file = await open(path.join(folder, "spool"), "wx+", 0o600);
  const unlink = () => rm(folder, { recursive: true, force: true }).catch(() => undefined);
  await unlink();

  // Counter mode can be entered at any block. The key is new for every spool, so that the counter may begin at zero;
  // there is no authentication: who can write to this process's open files needs no forged spreadsheet.
  const key = randomBytes(32);
  const counterAt = (position: number) => {
    const counter = Buffer.alloc(AES_BLOCK);
    counter.writeBigUInt64BE(BigInt(Math.floor(position / AES_BLOCK)), 8);
    return counter;
  };
  const cipher = createCipheriv("aes-256-ctr", key, counterAt(0));
  let size = 0;
  let closed = false;

  const decryptAt = (position: number, bytes: Uint8Array): Buffer => {
    const decipher = createDecipheriv("aes-256-ctr", key, counterAt(position));
    decipher.update(Buffer.alloc(position % AES_BLOCK));
    return decipher.update(bytes);
  };

  async function* pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end;) {
      const buffer = Buffer.allocUnsafe(Math.min(READ_PIECE, end - position));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      yield decryptAt(position, buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  }

  return {
    get size() {
      return size;
    },
    async append(bytes) {
      const encrypted = cipher.update(bytes);
      await file.write(encrypted, 0, encrypted.length, size);
      size += encrypted.length;
    },
    readAt(position, length) {
      const buffer = Buffer.allocUnsafe(length);
      const read = readSync(file.fd, buffer, 0, length, position);
      return decryptAt(position, buffer.subarray(0, read));
    },
    stream: (start, end) => Readable.from(pieces(start, end), { objectMode: false }),
    async close() {
      if (closed) return;
      closed = true;
      await file.close();
      await unlink();
    },
  };
}
