import { fail, type Result } from "@/lib/domain/shared/result";
import type { ImportedCustomer, RowRefusal } from "./import-row";
import { REFUSAL_REASONS, type RefusalReason } from "./import-state";

/** What became of a file's rows: rows = taken + refused, refused = the sum of byReason. */
export type ImportTally = {
  readonly rows: number;
  readonly taken: number;
  readonly refused: number;
  readonly warnings: number;
  readonly byReason: Readonly<Record<RefusalReason, number>>;
};

/** A tally of no rows. */
export function emptyTally(): ImportTally {
  return {
    rows: 0,
    taken: 0,
    refused: 0,
    warnings: 0,
    byReason: Object.fromEntries(REFUSAL_REASONS.map((reason) => [reason, 0])) as Record<RefusalReason, number>,
  };
}

/** The customer number that a row names, readable or refused: whoever keeps the numbers seen so far asks for it first. */
export function numberOf(read: Result<ImportedCustomer, RowRefusal>): string | null {
  return read.ok ? read.value.number : read.error.number;
}

/**
 * Refuses a good row whose customer number stood further up in the file: the first row wins. A row with a fault of its
 * own keeps that reason. The caller knows what stood further up, in memory or in a table.
 */
export function refuseDuplicate(
  read: Result<ImportedCustomer, RowRefusal>,
  isDuplicate: boolean,
): Result<ImportedCustomer, RowRefusal> {
  if (!read.ok || !isDuplicate) return read;
  return fail({ code: "import.duplicate", column: "number", detail: "earlier_in_file", number: read.value.number });
}

/** Counts one row; `warnings` are those of a row that is taken, such as a phone that another customer has too. */
export function countRow(tally: ImportTally, read: Result<ImportedCustomer, RowRefusal>, warnings = 0): ImportTally {
  const rows = tally.rows + 1;
  if (read.ok) return { ...tally, rows, taken: tally.taken + 1, warnings: tally.warnings + warnings };
  const reason = read.error.code.slice("import.".length) as RefusalReason;
  return {
    ...tally,
    rows,
    refused: tally.refused + 1,
    byReason: { ...tally.byReason, [reason]: tally.byReason[reason] + 1 },
  };
}
