// A spreadsheet runs a cell that begins with one of these (OWASP, "CSV Injection"); full-width signs are converted by
// Chinese and Japanese versions.
const RUNS = /^[=+\-@\t\r＝＋－＠]/;
// It also turns 0086… into 86… and numbers of twelve digits and more into 8.61E+12.
const LOSES_DIGITS = /^(?:0\d+|\d{12,})$/;
// An apostrophe in front makes it text. Bank systems write '15412345678 of their own accord.
const MARKED = /^'+[=+\-@\t\r＝＋－＠\d]/;

/** A cell that no spreadsheet takes for a formula or shortens as a number; `unguardCell` gives the original back. */
export function guardCell(cell: string): string {
  return RUNS.test(cell) || LOSES_DIGITS.test(cell) || MARKED.test(cell) ? `'${cell}` : cell;
}

/** Takes off the one apostrophe that `guardCell`, a spreadsheet or a bank's system put in front. */
export function unguardCell(cell: string): string {
  return MARKED.test(cell) ? cell.slice(1) : cell;
}
