/** Columns that our own file of refused rows adds: read by people, skipped when the corrected file comes back. */
export const REASON_COLUMNS: readonly string[] = ["未导入原因", "reasonnotimported"];

/** A header as it is compared: NFKC, lower case, without what stands in brackets, spaces, punctuation and asterisks. */
export function foldHeader(header: string): string {
  const plain = header.normalize("NFKC").toLowerCase();
  const outside = plain.replace(/[([【{].*?[)\]】}]/g, "");
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
  return letters(outside) || letters(plain);
}

/** Whether a column is the reasons of our own file of refused rows. */
export function isReasonColumn(header: string): boolean {
  return REASON_COLUMNS.includes(foldHeader(header));
}
