import "server-only";
import type { Readable } from "node:stream";
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from "yauzl";
import { FileProblem } from "./file-problem";
import type { Spool } from "./spool";

// A workbook has a few dozen parts; more are an attack on the directory.
const PARTS_MAX = 5_000;

class SpoolReader extends RandomAccessReader {
  constructor(private readonly spool: Spool) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.spool.stream(start, end);
  }
}

export type XlsxZip = {
  has(part: string): boolean;
  /** The unpacked bytes of one part, as they are asked for. */
  open(part: string): Promise<AsyncIterable<Uint8Array>>;
};

const broken = (cause: unknown) =>
  cause instanceof FileProblem ? cause : new FileProblem("import.xlsx_broken", {}, { cause });

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (parts.size >= PARTS_MAX) throw new FileProblem("import.xlsx_broken");
    // Part names are compared without case (ECMA-376 part 2, 6.2.2.3); the first of two wins.
    const name = entry.fileName.toLowerCase();
    if (!parts.has(name)) parts.set(name, entry);
  }
  return parts;
}

async function* guarded(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw broken(error);
  }
}

/** Opens a spooled workbook's zip container by its central directory; sizes are checked while unpacking. */
export async function openZip(spool: Spool, unpackedBytesMax: number): Promise<XlsxZip> {
  let zip: ZipFile;
  let parts: Map<string, Entry>;
  try {
    zip = await fromRandomAccessReaderPromise(new SpoolReader(spool), spool.size, { autoClose: false });
    parts = await readDirectory(zip);
  } catch (error) {
    throw broken(error);
  }
  return {
    has: (part) => parts.has(part.toLowerCase()),
    async open(part) {
      const entry = parts.get(part.toLowerCase());
      if (!entry || entry.isEncrypted()) throw new FileProblem("import.xlsx_broken");
      if (entry.uncompressedSize > unpackedBytesMax) {
        throw new FileProblem("import.too_large", { megabytes: Math.floor(unpackedBytesMax / 1024 ** 2) });
      }
      const stream = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
        throw broken(error);
      });
      return guarded(stream);
    },
  };
}
