import "server-only";
import type { ValueSource } from "@/lib/domain/campaign/schema";
import type { Values } from "@/lib/domain/template/render";
import { decrypt } from "../crypto/cipher";
import type { PipelinePerson } from "./people";
import type { Sql } from "./sql";

/** Column → cell of a customer in the campaign's uploaded list. */
export type ListCells = Readonly<Record<string, string>>;

/** Cells of these customers in an uploaded list; nothing is read where no variable is bound to a column. */
export async function readCells(
  sql: Sql, listId: string | null, bindings: Readonly<Record<string, ValueSource>>, customerIds: readonly string[],
): Promise<ReadonlyMap<string, ListCells>> {
  if (listId === null || !Object.values(bindings).some((source) => source.from === "column")) return new Map();
  const { rows } = await sql.query<{ customer_id: string; values_cipher: Buffer }>(
    "SELECT customer_id, values_cipher FROM audience_list_entry WHERE list_id = $1::uuid AND customer_id = ANY($2::uuid[])", [listId, customerIds],
  );
  return new Map(rows.map((row) => [row.customer_id, JSON.parse(decrypt(row.values_cipher, "list.values")) as ListCells]));
}

function valueOf(source: ValueSource, person: PipelinePerson, cells: ListCells | undefined): string | undefined {
  switch (source.from) {
    case "constant": return source.value;
    case "column": return cells?.[source.column];
    case "customer":
      switch (source.field) {
        case "name": return decrypt(person.nameCipher, "customer.name");
        case "number": return person.number;
        case "branch": return person.branchName;
        case "phoneLastFour": return person.toCipher === null ? undefined : decrypt(person.toCipher, "customer.phone").slice(-4);
      }
  }
}

/** The values of a campaign's variables for one customer; a missing one stays undefined, and its text is not sent. */
export function valuesFor(bindings: Readonly<Record<string, ValueSource>>, person: PipelinePerson, cells: ListCells | undefined): Values {
  const values: Record<string, string | undefined> = {};
  for (const [name, source] of Object.entries(bindings)) values[name] = valueOf(source, person, cells);
  return values;
}
