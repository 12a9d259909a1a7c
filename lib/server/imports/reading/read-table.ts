import "server-only";
import { unguardCell } from "@/lib/domain/customer/formula-guard";
import { limitBytes, openWindow } from "./byte-window";
import { csvRows, type RawRow } from "./csv-rows";
import { decodeText, type Encoding } from "./decode-text";
import { guessDelimiter } from "./delimiter";
import { FileProblem } from "./file-problem";
import { columnCount, findHeader, isBlank } from "./header";
import { READING_LIMITS, type ReadingLimits } from "./limits";
import { openSpool } from "./spool";
import { xlsxRows } from "./xlsx-rows";
import { openZip } from "./xlsx-zip";

export type TableRow = { readonly line: number; readonly cells: string[] };

export type Table = {
  readonly format: "csv" | "xlsx";
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly header: string[];
  /** Columns up to the last one that has a name. */
  readonly columns: number;
  /** One pass, pulled row by row; ends with a FileProblem where the file turns out to be damaged. */
  readonly rows: AsyncIterable<TableRow>;
  /** Frees what the table holds on disk; needed only where `rows` is not read to its end. */
  close(): Promise<void>;
};

type Opened = {
  readonly rows: AsyncGenerator<RawRow>;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
};

const SNIFFED_CHARACTERS = 32 * 1024;

export type FileHint = {
  readonly contentType?: string;
  readonly fileName?: string;
  /** How many names make a header; one where a file may hold a single column. */
  readonly headerNames?: number;
};

function saysTabs(hint: FileHint): boolean {
  return /\.(tsv|tab)$/i.test(hint.fileName ?? "") || /tab-separated/i.test(hint.contentType ?? "");
}

async function openCsv(source: AsyncIterable<Uint8Array>, hint: FileHint, limits: ReadingLimits): Promise<Opened> {
  const { encoding, text } = await decodeText(source);
  const pieces = text[Symbol.asyncIterator]();
  let first = "";
  while (first.length < SNIFFED_CHARACTERS) {
    const next = await pieces.next();
    if (next.done) break;
    first += next.value;
  }
  // Old Macintosh programs end lines with CR alone.
  const onlyCr = !first.includes("\n") && first.includes("\r");
  const stated = /^sep=(.)\r?\n/i.exec(first);
  const delimiter = stated?.[1] ?? (saysTabs(hint) && first.includes("\t") ? "\t" : guessDelimiter(first));
  const all = (async function* () {
    try {
      const plain = (piece: string) => (onlyCr ? piece.replaceAll("\r", "\n") : piece);
      yield plain(first.slice(stated?.[0].length ?? 0));
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield plain(next.value);
    } finally {
      await pieces.return?.();
    }
  })();
  return { rows: csvRows(all, { delimiter, characters: limits.rowCharacters }), encoding, delimiter };
}

// A zip can only be read from its end, and a stream has none: the file is set aside, encrypted, first.
async function* spooledRows(source: AsyncIterable<Uint8Array>, limits: ReadingLimits): AsyncGenerator<RawRow> {
  const spool = await openSpool();
  try {
    for await (const chunk of source) await spool.append(chunk);
    yield* xlsxRows(await openZip(spool, limits.unpackedBytes), limits);
  } finally {
    await spool.close();
  }
}

async function* dataRows(rows: AsyncGenerator<RawRow>, columns: number, pad: boolean): AsyncGenerator<TableRow> {
  for await (const { line, cells } of rows) {
    if (isBlank(cells)) continue;
    // A sheet does not store empty cells at the end of a row; in delimited text a missing cell is a fault.
    while (pad && cells.length < columns) cells.push("");
    yield { line, cells: cells.map(unguardCell) };
  }
}

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, index) => bytes[index] === byte);

/**
 * Opens a file of rows, CSV or XLSX by its content (what a sender says of it is often wrong), and reads it as a stream:
 * memory does not grow with the number of rows. Throws FileProblem where the file as a whole cannot be read.
 */
export async function readTable(
  source: AsyncIterable<Uint8Array>,
  hint: FileHint = {},
  limits: Partial<ReadingLimits> = {},
): Promise<Table> {
  const allowed = { ...READING_LIMITS, ...limits };
  const { start, all } = await openWindow(limitBytes(source, allowed.bytes), 8);
  if (start.length === 0) throw new FileProblem("import.file_empty");
  // The container of old .xls files, and of .xlsx files with a password.
  if (startsWith(start, 0xd0, 0xcf, 0x11, 0xe0)) throw new FileProblem("import.xls_old");
  const isZip = startsWith(start, 0x50, 0x4b, 0x03, 0x04) || startsWith(start, 0x50, 0x4b, 0x05, 0x06);

  const { rows, encoding, delimiter }: Opened = isZip
    ? { rows: spooledRows(all, allowed), encoding: null, delimiter: null }
    : await openCsv(all, hint, allowed);
  const close = async () => void (await rows.return(undefined));
  try {
    const header = await findHeader(rows, hint.headerNames);
    const columns = columnCount(header);
    if (columns > allowed.columns) throw new FileProblem("import.too_many_columns", { columns, most: allowed.columns });
    return {
      format: isZip ? "xlsx" : "csv",
      encoding,
      delimiter,
      header,
      columns,
      rows: dataRows(rows, columns, isZip),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
