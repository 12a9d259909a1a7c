import "server-only";
import { stringify } from "csv-stringify/sync";
import { isReasonColumn } from "@/lib/domain/customer/column-names";
import { guardCell } from "@/lib/domain/customer/formula-guard";

export type RefusedRow = { readonly cells: readonly string[]; readonly reason: string };

// Lone line feeds and carriage returns are not quoted of themselves when rows end with both.
const FORMAT = { record_delimiter: "\r\n", quoted_match: /[\r\n]/ } as const;
const ROWS_AT_ONCE = 500;

/**
 * The refused rows as a CSV that Excel and WPS open as it is (UTF-8 with its mark, CRLF), to be corrected and imported
 * again. The reason stands in the first column, so that rows with too many or too few cells stay as they came; the
 * reasons of an earlier round are replaced. Cells that a spreadsheet would run are made text.
 */
export async function* refusalsFile(
  header: readonly string[],
  rows: AsyncIterable<RefusedRow>,
  words: { readonly reasonColumn: string },
): AsyncGenerator<string> {
  if (!isReasonColumn(words.reasonColumn))
    throw new Error(`An import would not skip a column called ${words.reasonColumn}`);
  const earlier = header.findIndex(isReasonColumn);
  const own = (cells: readonly string[]) =>
    (earlier === -1 ? cells : cells.filter((_, column) => column !== earlier)).map(guardCell);
  const toCsv = (lines: readonly (readonly string[])[], bom: boolean) =>
    stringify(
      lines.map((line) => [...line]),
      { ...FORMAT, bom },
    );

  yield toCsv([[words.reasonColumn, ...own(header)]], true);
  let lines: string[][] = [];
  for await (const { cells, reason } of rows) {
    lines.push([guardCell(reason), ...own(cells)]);
    if (lines.length < ROWS_AT_ONCE) continue;
    yield toCsv(lines, false);
    lines = [];
  }
  if (lines.length > 0) yield toCsv(lines, false);
}
