import "server-only";
import { foldHeader } from "@/lib/domain/customer/header";
import type { RawRow } from "./csv-rows";
import { FileProblem } from "./file-problem";

// A title, a date of issue and a note may stand above the header.
const ROWS_ABOVE_HEADER = 10;

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== "").length;
/** Whether a row says nothing at all: spreadsheets leave such rows behind, and no one means them. */
export const isBlank = (cells: readonly string[]) => filled(cells) === 0;

// A header names things; a row with a mobile number or a date in it is already a customer.
function looksLikeData(cells: readonly string[]): boolean {
  return cells.some((cell) => {
    const text = cell.normalize("NFKC").replace(/[\s-]/g, "");
    return (
      /^(?:\+?86|0086)?1\d{10}$/.test(text) || /^\d{8}$/.test(text) || /^\d{4}[/年]\d{1,2}[/月]\d{1,2}日?$/.test(text)
    );
  });
}

/** The header row: the first row with so many names or more (two, where a title may stand above); refuses files that have none. */
export async function findHeader(rows: AsyncIterator<RawRow>, least = 2): Promise<string[]> {
  let seen = 0;
  while (seen < ROWS_ABOVE_HEADER) {
    const next = await rows.next();
    if (next.done) break;
    const { cells } = next.value;
    if (isBlank(cells)) continue;
    seen += 1;
    if (filled(cells) < least) continue;
    if (looksLikeData(cells)) throw new FileProblem("import.header_missing");
    return cells.map((cell) => cell.replace(/\s+/g, " ").trim());
  }
  throw new FileProblem(seen === 0 ? "import.file_empty" : "import.not_a_table");
}

/** How many columns a header names: what stands empty at its right end is not a column. */
export function columnCount(header: readonly string[]): number {
  return header.findLastIndex((name) => foldHeader(name) !== "" || name.trim() !== "") + 1;
}
