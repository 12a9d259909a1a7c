import { isReasonColumn } from "@/lib/domain/customer/column-names";
import { readCustomerNumber } from "@/lib/domain/customer/import-row";
import { parseMobile } from "@/lib/domain/customer/phone";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { ListKeys } from "./list-header";

/** Why a row of an uploaded list names nobody; words under `errors.list`. A duplicate is not wrong, only not needed. */
export const LIST_REFUSALS = ["list.blank", "list.number", "list.phone", "list.unknown", "list.elsewhere", "list.ambiguous", "list.duplicate"] as const;
export type ListRefusalCode = (typeof LIST_REFUSALS)[number];

/** Whom a row means, before anybody looked whether there is such a customer. */
export type ListKey = { readonly by: "number"; readonly number: string } | { readonly by: "phone"; readonly phone: string };

/** Reads whom a row of an uploaded list means; customer numbers in capitals, phones in E.164. */
export function readListRow(cells: readonly string[], keys: ListKeys, context: { readonly demo: boolean }): Result<ListKey, { code: ListRefusalCode }> {
  const cell = (column: number | null) => (column === null ? "" : (cells[column] ?? "").trim());
  const written = cell(keys.number);
  if (written !== "") {
    const number = readCustomerNumber(written);
    return number === null ? fail({ code: "list.number" }) : ok({ by: "number", number });
  }
  if (cell(keys.phone) === "") return fail({ code: "list.blank" });
  const phone = parseMobile(cell(keys.phone), context);
  return phone.ok ? ok({ by: "phone", phone: phone.value }) : fail({ code: "list.phone" });
}

/** The columns whose cells a text may draw on: those with a name, without the reasons of our own file of refused rows. */
export function namedColumns(header: readonly string[]): string[] {
  return [...new Set(header.map((name) => name.trim()).filter((name) => name !== "" && !isReasonColumn(name)))];
}

/** The cells of a row under the names of their columns; of two columns with one name, the first. */
export function namedCells(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const names = header.map((name) => name.trim());
  return Object.fromEntries(namedColumns(header).map((name) => [name, (cells[names.indexOf(name)] ?? "").trim()]));
}

/** Refused rows by reason, duplicates among them. */
export type ListReasons = Readonly<Partial<Record<ListRefusalCode, number>>>;
export type ListCounts = { readonly rows: number; readonly matched: number; readonly duplicates: number; readonly refused: number };

/** What became of the rows of a list: every row is matched, a duplicate or refused. */
export function listCounts(rows: number, byReason: ListReasons): ListCounts {
  const duplicates = byReason["list.duplicate"] ?? 0;
  const left = LIST_REFUSALS.reduce((sum, code) => sum + (byReason[code] ?? 0), 0);
  return { rows, matched: rows - left, duplicates, refused: left - duplicates };
}
