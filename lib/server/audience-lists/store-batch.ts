import "server-only";
import type { PoolClient } from "pg";
import { namedCells, type ListKey, type ListRefusalCode } from "@/lib/domain/campaign/list-row";
import type { Result } from "@/lib/domain/shared/result";
import { blindIndex } from "../crypto/blind-index";
import { encrypt } from "../crypto/cipher";
import type { TableRow } from "../imports/reading/read-table";

export type ReadRow = { readonly row: TableRow; readonly key: Result<ListKey, { code: ListRefusalCode }> };
/** The list that rows go into; nobody outside `branchPath` gets onto it. */
export type OpenList = { readonly id: string; readonly branchPath: string; readonly header: readonly string[] };

type Found = { id: string; number: string; phone_index: Buffer | null; mine: boolean };

const phoneIndex = (phone: string) => Buffer.from(blindIndex(phone, "phone"));

/**
 * Customers whom keys mean. Of a customer number in another branch it is said that it is one, as when customers are
 * imported; of a phone it is not: whether somebody without an account here banks elsewhere is not for a list to find out.
 */
async function resolve(client: PoolClient, list: OpenList, rows: readonly ReadRow[]): Promise<(key: ListKey) => string | ListRefusalCode> {
  const keys = rows.flatMap(({ key }) => (key.ok ? [key.value] : []));
  const indexes = new Map(keys.flatMap((key) => (key.by === "phone" ? [[key.phone, phoneIndex(key.phone)] as const] : [])));
  const { rows: found } = await client.query<Found>(
    `SELECT id, number, phone_index, starts_with(branch_path, $1) AS mine FROM customer
     WHERE closed_at IS NULL AND (number = ANY($2::text[]) OR phone_index = ANY($3::bytea[]))`,
    [list.branchPath, keys.flatMap((key) => (key.by === "number" ? [key.number] : [])), [...indexes.values()]],
  );
  const byNumber = new Map(found.map((row) => [row.number, row]));
  const byPhone = new Map<string, string[]>();
  for (const row of found) {
    if (!row.mine || row.phone_index === null) continue;
    const index = row.phone_index.toString("latin1");
    byPhone.set(index, [...(byPhone.get(index) ?? []), row.id]);
  }
  return (key) => {
    if (key.by === "number") {
      const row = byNumber.get(key.number);
      return row === undefined ? "list.unknown" : row.mine ? row.id : "list.elsewhere";
    }
    const [first, ...others] = byPhone.get(indexes.get(key.phone)?.toString("latin1") ?? "") ?? [];
    // A phone that a household shares says nothing about who of it is meant.
    return first === undefined ? "list.unknown" : others.length > 0 ? "list.ambiguous" : first;
  };
}

const isRefusal = (answer: string): answer is ListRefusalCode => answer.startsWith("list.");
const sealed = (value: object) => Buffer.from(encrypt(JSON.stringify(value), "list.values"));

export type Refused = { readonly line: number; readonly code: ListRefusalCode };

/** Stores rows of a list that is being read: those that name a customer once, and the others with their reasons, which it answers. */
export async function storeBatch(client: PoolClient, list: OpenList, rows: readonly ReadRow[]): Promise<Refused[]> {
  const idOf = await resolve(client, list, rows);
  const named = rows.map(({ row, key }) => ({ row, answer: key.ok ? idOf(key.value) : key.error.code }));
  const found = named.filter(({ answer }) => !isRefusal(answer));
  const { rows: stored } = await client.query<{ line: number }>(
    `INSERT INTO audience_list_entry (list_id, line, customer_id, values_cipher)
     SELECT $1::uuid, line, customer, cells FROM unnest($2::int[], $3::uuid[], $4::bytea[]) AS t(line, customer, cells) ORDER BY line
     ON CONFLICT (list_id, customer_id) DO NOTHING RETURNING line`,
    [list.id, found.map(({ row }) => row.line), found.map(({ answer }) => answer), found.map(({ row }) => sealed(namedCells(list.header, row.cells)))],
  );
  const kept = new Set(stored.map((row) => row.line));
  const refused = named.flatMap(({ row, answer }) => (isRefusal(answer) ? [{ row, code: answer }] : kept.has(row.line) ? [] : [{ row, code: "list.duplicate" as const }]));
  await client.query(
    "INSERT INTO audience_list_refusal (list_id, line, code, cells_cipher) SELECT $1::uuid, line, code, cells FROM unnest($2::int[], $3::text[], $4::bytea[]) AS t(line, code, cells)",
    [list.id, refused.map(({ row }) => row.line), refused.map(({ code }) => code), refused.map(({ row }) => sealed(row.cells))],
  );
  return refused.map(({ row, code }) => ({ line: row.line, code }));
}
