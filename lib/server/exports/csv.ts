import "server-only";
import { stringify } from "csv-stringify/sync";
import { guardCell } from "@/lib/domain/customer/formula-guard";

// Lone line feeds and carriage returns are not quoted of themselves when rows end with both.
const FORMAT = { record_delimiter: "\r\n", quoted_match: /[\r\n]/ } as const;
const ROWS_AT_ONCE = 500;

/** Rows as a CSV that Excel and WPS open as it is (UTF-8 with its mark, CRLF), a few at a time; cells that a spreadsheet would run are made text. */
export async function* csvOf(header: readonly string[], rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  const toCsv = (lines: readonly (readonly string[])[], bom: boolean) => stringify(lines.map((cells) => cells.map(guardCell)), { ...FORMAT, bom });
  yield toCsv([header], true);
  let lines: (readonly string[])[] = [];
  for await (const row of rows) {
    if (lines.push(row) < ROWS_AT_ONCE) continue;
    yield toCsv(lines, false);
    lines = [];
  }
  if (lines.length > 0) yield toCsv(lines, false);
}
