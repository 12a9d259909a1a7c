import "server-only";
import { isReasonColumn } from "@/lib/domain/customer/header";
import { csvOf } from "../../exports/csv";

export type RefusedRow = { readonly cells: readonly string[]; readonly reason: string };

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
  const own = (cells: readonly string[]) => (earlier === -1 ? cells : cells.filter((_, column) => column !== earlier));
  async function* lines() {
    for await (const { cells, reason } of rows) yield [reason, ...own(cells)];
  }
  yield* csvOf([words.reasonColumn, ...own(header)], lines());
}
