import { parseMobile } from "@/lib/domain/customer/phone";
import { fail, ok, type Result } from "@/lib/domain/shared/result";

/** Why a row of an uploaded list names nobody; words under `errors.list`. */
export type ListRefusalCode = "list.blank" | "list.phone" | "list.unknown" | "list.ambiguous" | "list.duplicate";

/** Which columns say who is meant: a customer number, a phone, or both (the number then decides). */
export type ListKeys = { readonly number: number | null; readonly phone: number | null };

/** Whom a row means, before anybody looked whether there is such a customer. */
export type ListKey = { readonly by: "number"; readonly number: string } | { readonly by: "phone"; readonly phone: string };

/** Reads whom a row of an uploaded list means; customer numbers in capitals, phones in E.164. */
export function readListRow(cells: readonly string[], keys: ListKeys, context: { readonly demo: boolean }): Result<ListKey, { code: ListRefusalCode }> {
  const cell = (column: number | null) => (column === null ? "" : (cells[column] ?? "").normalize("NFKC").trim());
  const number = cell(keys.number).replace(/\s+/g, "");
  if (number !== "") return ok({ by: "number", number: number.toUpperCase() });
  const written = cell(keys.phone);
  if (written === "") return fail({ code: "list.blank" });
  const phone = parseMobile(written, context);
  return phone.ok ? ok({ by: "phone", phone: phone.value }) : fail({ code: "list.phone" });
}

/** The cells of a row under the names of their columns, for texts that draw values from the list; unnamed columns are left out. */
export function namedCells(header: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(header.flatMap((name, column) => (name.trim() === "" ? [] : [[name.trim(), (cells[column] ?? "").trim()]])));
}
