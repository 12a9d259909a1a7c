import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Channel, Language } from "@/lib/domain/shared/vocabulary";
import { parseBirthDate } from "./birth-date";
import { readChannel, readConsent, readEmail, readLanguage, readList, readRiskTolerance } from "./cell-words";
import type { ImportField, ImportMapping } from "./import-fields";
import type { RefusalReason } from "./import-state";
import { readName } from "./name";
import { parseMobile } from "./phone";

export type ImportedCustomer = {
  readonly number: string;
  readonly name: string;
  readonly phone: string;
  readonly branchCode: string;
  readonly birthDate: string | null;
  readonly kind: string | null;
  readonly products: string[];
  readonly tags: string[];
  readonly preferredChannel: Channel | null;
  readonly promotionConsent: boolean | null;
  readonly email: string | null;
  readonly language: Language | null;
  /** What product risk the customer was found to bear, 1 to 5; null: the file does not say. */
  readonly riskTolerance: number | null;
  readonly remarks: string | null;
};

export type RowRefusal = {
  readonly code: `import.${RefusalReason}`;
  /** The field whose cell is at fault; null when it is the row as a whole. */
  readonly column: ImportField | null;
  /** For logs and support: the finer code or the counts. Never what the cell says. */
  readonly detail: string;
  /** The customer number where it could be read: a refused row, too, makes a later row with its number a duplicate. */
  readonly number: string | null;
};

export type RowContext = {
  /** What a file may call a branch, in capitals; a row keeps the key that it named. */
  readonly branches: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly demo: boolean;
  /** How many columns the header names: rows with fewer cells, or with text beyond them, are refused. */
  readonly columns: number;
};

const REMARKS_MAX = 2_000;
const KIND_MAX = 60;
const NUMBER = /^[A-Z0-9][A-Z0-9_./-]{0,31}$/;

/** A customer number as it is kept and compared: NFKC, capitals, no spaces; null when there is none or it is no number. */
export function readCustomerNumber(cell: string): string | null {
  const number = cell.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  return NUMBER.test(number) ? number : null;
}

// Codes are often typed in full-width letters; names may hold full-width brackets that are meant.
function findBranch(cell: string, branches: ReadonlyMap<string, string>): string | null {
  const written = cell.trim().toUpperCase();
  return [written, written.normalize("NFKC")].find((name) => branches.has(name)) ?? null;
}

/** Reads one row of a customer file: a customer, or the first reason why there is none. */
export function readRow(
  cells: readonly string[],
  mapping: ImportMapping,
  context: RowContext,
): Result<ImportedCustomer, RowRefusal> {
  const cell = (field: ImportField) => {
    const column = mapping[field];
    return typeof column === "number" ? (cells[column] ?? "") : "";
  };
  const number = readCustomerNumber(cell("number"));
  const refuse = (reason: RefusalReason, column: ImportField | null, detail: string) =>
    fail({ code: `import.${reason}` as const, column, detail, number });

  const spilt = cells.slice(context.columns).some((extra) => extra.trim() !== "");
  if (cells.length < context.columns || spilt) return refuse("columns", null, `${cells.length}/${context.columns}`);
  if (number === null) return refuse("number", "number", cell("number").trim() === "" ? "missing" : "malformed");
  const name = readName(cell("name"));
  if (name === null) return refuse("name", "name", cell("name").trim() === "" ? "missing" : "malformed");
  const phone = parseMobile(cell("phone"), context);
  if (!phone.ok) return refuse("phone", "phone", phone.error.code);
  const branchCode = findBranch(cell("branch"), context.branches);
  if (branchCode === null) return refuse("branch", "branch", cell("branch").trim() === "" ? "missing" : "unknown");
  const birthDate = parseBirthDate(cell("birthDate"), context.now);
  if (!birthDate.ok) return refuse("date", "birthDate", birthDate.error.code);

  return ok({
    number,
    name,
    phone: phone.value,
    branchCode,
    birthDate: birthDate.value,
    kind: cell("kind").trim().slice(0, KIND_MAX) || null,
    products: readList(cell("products")),
    tags: readList(cell("tags")),
    preferredChannel: readChannel(cell("preferredChannel")),
    promotionConsent: readConsent(cell("promotionConsent")),
    email: readEmail(cell("email")),
    language: readLanguage(cell("language")),
    riskTolerance: readRiskTolerance(cell("riskTolerance")),
    remarks: cell("remarks").replace(/\r\n?/g, "\n").trim().slice(0, REMARKS_MAX) || null,
  });
}

const OPTIONAL_WORDS = {
  preferredChannel: readChannel,
  promotionConsent: readConsent,
  email: readEmail,
  language: readLanguage,
  riskTolerance: readRiskTolerance,
} as const;

/** Optional fields whose cell says something that could not be understood and was left out: worth a warning, not a refusal. */
export function unreadFields(cells: readonly string[], mapping: ImportMapping): ImportField[] {
  return (Object.keys(OPTIONAL_WORDS) as (keyof typeof OPTIONAL_WORDS)[]).filter((field) => {
    const column = mapping[field];
    const said = typeof column === "number" ? (cells[column] ?? "").trim() : "";
    return said !== "" && OPTIONAL_WORDS[field](said) === null;
  });
}
