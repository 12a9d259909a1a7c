import { parseBirthDate } from "./birth-date";
import { COLUMN_NAMES } from "./column-names";
import { foldHeader, isReasonColumn } from "./header";
import { IMPORT_FIELDS, REQUIRED_FIELDS, type ImportField } from "./import-fields";

export type MappingProblem = { readonly code: "import.column_missing"; readonly field: ImportField };

export type GuessedMapping = {
  readonly mapping: Readonly<Record<ImportField, number | null>>;
  /** 1: the header says so; less: a guess that a person should look at; 0.4: header and values disagree; 0: no column. */
  readonly confidence: Readonly<Record<ImportField, number>>;
  /** Columns that nothing was made of. */
  readonly unmapped: readonly number[];
  readonly missing: readonly MappingProblem[];
};

const EXACT = 1;
const PART = 0.7;
const BY_VALUES = 0.6;
// The header says so, the values do not: taken only when nothing better is there, so that rows are refused with their reason.
const CONTRADICTED = 0.4;
const ACCEPTED = CONTRADICTED;

const plain = (cell: string) => cell.normalize("NFKC").replace(/[\s\-().]/g, "");
// What values can tell. Consent is not among them: whether 是 means "may be sent offers" only a header can say.
const EVIDENCE: Partial<Record<ImportField, (cell: string, now: Date) => boolean>> = {
  phone: (cell) => /^(?:\+?86|0086)?1\d{10}$/.test(plain(cell)),
  email: (cell) => /^\S+@\S+\.\S+$/.test(cell.trim()),
  birthDate: (cell, now) => parseBirthDate(cell, now).ok,
  number: (cell) => /^[A-Za-z]{1,4}\d{5,}$/.test(plain(cell)),
};
// Far enough that no sample is refused as the future: here only the shape of a date matters.
const ANY_TIME = new Date(Date.UTC(2100, 0, 1));

function headerScore(field: ImportField, header: string): number {
  const names = COLUMN_NAMES[field];
  const folded = foldHeader(header);
  if (names.exact.includes(folded)) return EXACT;
  if (names.never.some((part) => folded.includes(part))) return 0;
  const longest = names.parts
    .filter((part) => folded.includes(part))
    .reduce((length, part) => Math.max(length, part.length), 0);
  // A longer common part is the better guess: 客户手机号 is a phone before it is a customer.
  return longest === 0 ? 0 : PART + longest / 100;
}

function valueShare(field: ImportField, column: number, rows: readonly (readonly string[])[]): number | null {
  const test = EVIDENCE[field];
  const filled = rows.map((cells) => cells[column] ?? "").filter((cell) => cell.trim() !== "");
  if (!test || filled.length < 2) return null;
  return filled.filter((cell) => test(cell, ANY_TIME)).length / filled.length;
}

function scoreOf(field: ImportField, column: number, header: string, rows: readonly (readonly string[])[]): number {
  if (isReasonColumn(header)) return 0;
  const byHeader = headerScore(field, header);
  const share = valueShare(field, column, rows);
  if (byHeader > 0) return share === 0 && field !== "number" ? CONTRADICTED : byHeader;
  const named = IMPORT_FIELDS.some((other) => headerScore(other, header) > 0);
  return !named && share !== null && share >= 0.8 ? BY_VALUES * share : 0;
}

/** Guesses which column holds what, from headers in any order and language and, where those are silent, from sample rows. */
export function guessMapping(headers: readonly string[], sampleRows: readonly (readonly string[])[]): GuessedMapping {
  const candidates = IMPORT_FIELDS.flatMap((field) =>
    headers.map((header, column) => ({ field, column, score: scoreOf(field, column, header, sampleRows) })),
  ).filter(({ score }) => score >= ACCEPTED);
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);

  const mapping = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, null])) as Record<ImportField, number | null>;
  const confidence = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, 0])) as Record<ImportField, number>;
  const used = new Set<number>();
  for (const { field, column, score } of candidates) {
    if (mapping[field] !== null || used.has(column)) continue;
    mapping[field] = column;
    confidence[field] = Math.min(score, 1);
    used.add(column);
  }
  return {
    mapping,
    confidence,
    unmapped: headers.map((_, column) => column).filter((column) => !used.has(column)),
    missing: missingColumns(mapping),
  };
}

/** The required fields that a mapping leaves without a column. */
export function missingColumns(mapping: Readonly<Record<string, number | null>>): MappingProblem[] {
  return REQUIRED_FIELDS.filter((field) => typeof mapping[field] !== "number").map((field) => ({
    code: "import.column_missing",
    field,
  }));
}

/** The columns that a mapping uses for more than one field. */
export function repeatedColumns(mapping: Readonly<Record<string, number | null>>): number[] {
  const columns = Object.values(mapping).filter((column) => column !== null);
  return [...new Set(columns.filter((column, index) => columns.indexOf(column) !== index))];
}

/** What two files with the same columns have in common: the key under which a confirmed mapping is remembered. */
export function headerKey(headers: readonly string[]): string {
  return headers.map(foldHeader).join("\u001f");
}
