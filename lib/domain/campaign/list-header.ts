import { guessMapping } from "@/lib/domain/customer/mapping";

/** Which columns say who is meant: a customer number, a phone, or both (the number then decides). */
export type ListKeys = { readonly number: number | null; readonly phone: number | null };

const plain = (cell: string) => cell.normalize("NFKC").replace(/[\s\-().]/g, "");
const isPhone = (cell: string) => /^(?:\+?86|0086)?1\d{10}$/.test(plain(cell));
// No column is called by five digits or more: such a cell already is somebody.
const isNumber = (cell: string) => /^[A-Z]{0,4}\d{5,}$/i.test(plain(cell)) && !isPhone(cell);

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== "");
const namesKey = (cells: readonly string[]) => {
  const { mapping } = guessMapping(cells, []);
  return mapping.number !== null || mapping.phone !== null;
};
const isData = (cells: readonly string[]) => cells.some((cell) => isPhone(cell) || isNumber(cell));

/** Rows that are looked at for a header: a title, a date of issue and a note may stand above it. */
export const ROWS_ABOVE_LIST = 10;

/**
 * Where the header of a list stands among its first rows (blank ones left out): its index, null where the list has none
 * and begins with a customer, "more" while the rows do not tell. The first customer must never be taken for a header.
 */
export function findListHeader(rows: readonly (readonly string[])[], isWhole: boolean): number | null | "more" {
  for (const [index, cells] of rows.entries()) {
    if (namesKey(cells)) {
      // A title may name the key too ("客户号清单"); the row below then does so again.
      if (filled(cells).length > 1) return index;
      const below = rows[index + 1];
      if (below === undefined) return isWhole ? index : "more";
      return namesKey(below) ? index + 1 : index;
    }
    // Names that we do not know may stand above values that we do.
    if (isData(cells)) return index === 0 ? null : index - 1;
  }
  return isWhole || rows.length >= ROWS_ABOVE_LIST ? 0 : "more";
}

const MOST = 0.8;

function columnOf(sample: readonly (readonly string[])[], test: (cell: string) => boolean): number | null {
  const width = sample.reduce((most, cells) => Math.max(most, cells.length), 0);
  for (let column = 0; column < width; column += 1) {
    const values = filled(sample.map((cells) => cells[column] ?? ""));
    if (values.length > 0 && values.filter(test).length / values.length >= MOST) return column;
  }
  return null;
}

/** The columns that say who is meant: as the header says, else as the values show; null where neither tells. */
export function findListKeys(header: readonly string[] | null, sample: readonly (readonly string[])[]): ListKeys | null {
  const named = header === null ? null : guessMapping(header, sample).mapping;
  const keys = named && (named.number !== null || named.phone !== null)
    ? { number: named.number, phone: named.phone }
    : { number: columnOf(sample, isNumber), phone: columnOf(sample, isPhone) };
  return keys.number === null && keys.phone === null ? null : keys;
}
