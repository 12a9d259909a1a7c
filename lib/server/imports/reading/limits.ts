import "server-only";

/** What one file may cost before it is refused; everything is read in constant memory, so these bound time and disk. */
export type ReadingLimits = {
  /** Bytes of the file as it was sent. */
  readonly bytes: number;
  /** Bytes of one part of a workbook once unpacked (a zip can be a thousand times larger inside). */
  readonly unpackedBytes: number;
  readonly columns: number;
  /** Characters of one row; a quotation mark that is never closed is found out after as many. */
  readonly rowCharacters: number;
};

export const READING_LIMITS: ReadingLimits = {
  bytes: 1024 ** 3,
  // A sheet of Excel's 1,048,576 rows with 40 columns.
  unpackedBytes: 4 * 1024 ** 3,
  columns: 500,
  rowCharacters: 65_536,
};
