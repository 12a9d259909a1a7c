// A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection"); full-width signs are converted by
// Chinese and Japanese versions. An apostrophe in front makes it text.
const DANGEROUS = /^'*[=+\-@\t\r＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/;

/** A cell that no spreadsheet takes for a formula; `unguardCell` gives the original back. */
export function guardCell(cell: string): string {
  return DANGEROUS.test(cell) ? `'${cell}` : cell;
}

/** Takes off the one apostrophe that `guardCell`, or a spreadsheet, put before a sign. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
