import "server-only";
import { FileProblem } from "./file-problem";
import { openSpool, type Spool } from "./spool";
import { readXml } from "./xml";

// Excel keeps every text of a workbook once, in a list of its own; a million rows have millions of them. They lie on
// disk in blocks, and only the blocks used last are in memory: 2,048 blocks of 64 texts are some 10 MB.
const PER_BLOCK = 64;
const BLOCKS_IN_MEMORY = 2_048;
const WRITE_BYTES = 256 * 1024;
// What Excel itself allows in a cell, with room for programs that are less strict.
const TEXT_MAX = 100_000;

export type SharedStrings = { at(index: number): string; close(): Promise<void> };

/** No texts: workbooks of programs that write every text into its cell. */
export const NO_SHARED_STRINGS: SharedStrings = {
  at: () => {
    throw new FileProblem("import.xlsx_broken");
  },
  close: () => Promise.resolve(),
};

/** `_x000D_` and its like stand for characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export function unescapeOoxml(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}

/** Collects the text of rich-text runs, without the phonetic guide (rPh) that Japanese and Chinese texts may carry. */
export function textCollector() {
  let text = "";
  let inText = false;
  let phonetic = 0;
  return {
    open(name: string) {
      if (name === "rPh") phonetic += 1;
      else if (name === "t") inText = phonetic === 0;
    },
    add(more: string) {
      if (inText) text += more;
      if (text.length > TEXT_MAX) throw new FileProblem("import.xlsx_broken");
    },
    close(name: string) {
      if (name === "rPh") phonetic -= 1;
      else if (name === "t") inText = false;
    },
    take(): string {
      const whole = unescapeOoxml(text);
      text = "";
      inText = false;
      phonetic = 0;
      return whole;
    },
  };
}

async function writeBlocks(
  source: AsyncIterable<Uint8Array>,
  spool: Spool,
): Promise<{ readonly starts: readonly number[]; readonly count: number }> {
  const collector = textCollector();
  let ready: string[] = [];
  const texts = readXml(
    source,
    {
      open: collector.open,
      text: collector.add,
      close(name) {
        if (name === "si") ready.push(collector.take());
        else collector.close(name);
      },
    },
    () => {
      const drained = ready;
      ready = [];
      return drained;
    },
  );
  const starts: number[] = [0];
  let end = 0;
  let count = 0;
  let block: string[] = [];
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const closeBlock = () => {
    const bytes = Buffer.from(JSON.stringify(block));
    block = [];
    pending.push(bytes);
    pendingBytes += bytes.length;
    starts.push((end += bytes.length));
  };
  const flush = async () => {
    await spool.append(Buffer.concat(pending));
    pending = [];
    pendingBytes = 0;
  };
  for await (const text of texts) {
    block.push(text);
    count += 1;
    if (block.length === PER_BLOCK) closeBlock();
    if (pendingBytes >= WRITE_BYTES) await flush();
  }
  if (block.length > 0) closeBlock();
  if (pendingBytes > 0) await flush();
  return { starts, count };
}

/** Reads a workbook's shared texts to disk and looks them up from there, in memory that does not grow with their number. */
export async function openSharedStrings(source: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const spool = await openSpool();
  try {
    const { starts, count } = await writeBlocks(source, spool);
    const cache = new Map<number, readonly string[]>();
    const blockAt = (number: number): readonly string[] => {
      const known = cache.get(number);
      // Taken out and put back: the map's order is the order of use.
      if (known) cache.delete(number);
      const start = starts[number] ?? 0;
      const texts =
        known ?? (JSON.parse(spool.readAt(start, (starts[number + 1] ?? start) - start).toString("utf8")) as string[]);
      cache.set(number, texts);
      if (cache.size > BLOCKS_IN_MEMORY)
        for (const oldest of cache.keys()) {
          cache.delete(oldest);
          break;
        }
      return texts;
    };
    let current = -1;
    let texts: readonly string[] = [];
    return {
      at(index) {
        if (!Number.isInteger(index) || index < 0 || index >= count) throw new FileProblem("import.xlsx_broken");
        const number = Math.floor(index / PER_BLOCK);
        if (number !== current) [current, texts] = [number, blockAt(number)];
        return texts[index % PER_BLOCK] ?? "";
      },
      close: () => spool.close(),
    };
  } catch (error) {
    await spool.close();
    throw error;
  }
}
