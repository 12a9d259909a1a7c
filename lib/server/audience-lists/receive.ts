import "server-only";
import type { PoolClient } from "pg";
import { v7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { namedCells, readListRow, type ListKey, type ListKeys, type ListRefusalCode } from "@/lib/domain/campaign/list-row";
import { guessMapping } from "@/lib/domain/customer/mapping";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { appendAudit } from "../audit/record";
import { encrypt } from "../crypto/cipher";
import { findByKeys } from "../customers/find-by-keys";
import { inSqlTransaction } from "../db/transaction";
import { isDemo } from "../env";
import { FileProblem, type FileProblemCode } from "../imports/reading/file-problem";
import { readTable, type Table, type TableRow } from "../imports/reading/read-table";

type Author = Authorized<"campaign:write">;
type Read = { readonly row: TableRow; readonly key: Result<ListKey, { code: ListRefusalCode }> };
type Counts = { rows: number; refused: number };

const ROWS_A_BATCH = 1_000;
const SAMPLE_ROWS = 50;

async function storeBatch(client: PoolClient, actor: Author, listId: string, header: readonly string[], batch: readonly Read[], counts: Counts): Promise<void> {
  const customerOf = await findByKeys(client, actor, batch.flatMap(({ key }) => (key.ok ? [key.value] : [])));
  const named = batch.map(({ row, key }) => ({ row, found: key.ok ? customerOf(key.value) : key }));
  const known = named.flatMap(({ row, found }) => (found.ok ? [{ row, id: found.value.id }] : []));
  const { rows: stored } = await client.query<{ line: number }>(
    `INSERT INTO audience_list_entry (list_id, line, customer_id, values_cipher)
     SELECT $1::uuid, line, customer, cells FROM unnest($2::int[], $3::uuid[], $4::bytea[]) AS t(line, customer, cells) ORDER BY line
     ON CONFLICT (list_id, customer_id) DO NOTHING RETURNING line`,
    [listId, known.map(({ row }) => row.line), known.map(({ id }) => id), known.map(({ row }) => Buffer.from(encrypt(JSON.stringify(namedCells(header, row.cells)), "list.values")))],
  );
  const kept = new Set(stored.map((row) => row.line));
  const refused = named.flatMap(({ row, found }) => {
    if (!found.ok) return [{ row, code: found.error.code }];
    return kept.has(row.line) ? [] : [{ row, code: "list.duplicate" as const }];
  });
  await client.query(
    "INSERT INTO audience_list_refusal (list_id, line, code, cells_cipher) SELECT $1::uuid, line, code, cells FROM unnest($2::int[], $3::text[], $4::bytea[]) AS t(line, code, cells)",
    [listId, refused.map(({ row }) => row.line), refused.map(({ code }) => code), refused.map(({ row }) => Buffer.from(encrypt(JSON.stringify(row.cells), "list.values")))],
  );
  counts.rows += batch.length;
  counts.refused += refused.length;
}

async function storeRows(client: PoolClient, actor: Author, listId: string, table: Table): Promise<Counts & { header: readonly string[] }> {
  const rows = table.rows[Symbol.asyncIterator]();
  const sample: TableRow[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) if (sample.push(next.value) >= SAMPLE_ROWS) break;
  const { number, phone } = guessMapping(table.header, sample.map((row) => row.cells)).mapping;
  const keys: ListKeys = { number, phone };
  if (number === null && phone === null) throw new FileProblem("list.key_missing");
  const counts: Counts = { rows: 0, refused: 0 };
  let batch: Read[] = [];
  const take = async (row: TableRow) => {
    batch.push({ row, key: readListRow(row.cells, keys, { demo: isDemo() }) });
    if (batch.length < ROWS_A_BATCH) return;
    await storeBatch(client, actor, listId, table.header, batch, counts);
    batch = [];
  };
  for (const row of sample) await take(row);
  for (let next = await rows.next(); !next.done; next = await rows.next()) await take(next.value);
  if (batch.length > 0) await storeBatch(client, actor, listId, table.header, batch, counts);
  return { ...counts, header: table.header };
}

// A file without a header would lose its first customer to it; phones and dates are seen by the reader itself.
const NUMBER = /^[A-Za-z]{0,4}\d{5,}$/;

/**
 * Takes a list of customer numbers or phones as it streams in. All of it or nothing is kept; rows that name nobody whom
 * the author may write to are kept apart with their reasons. A list never changes afterwards: approvals bind its id.
 */
export async function receiveList(actor: Author, source: AsyncIterable<Uint8Array>, file: { readonly fileName: string; readonly contentType: string }): Promise<Result<{ id: string }, { code: FileProblemCode }>> {
  const id = v7();
  try {
    const table = await readTable(source, { ...file, headerNames: 1 });
    try {
      if (table.header.some((name) => NUMBER.test(name.trim()))) throw new FileProblem("import.header_missing");
      await inSqlTransaction(async (client) => {
        await client.query("INSERT INTO audience_list (id, name, branch_path, created_by) VALUES ($1::uuid, $2, $3, $4)", [id, file.fileName.slice(0, 200), actor.branchPath, actor.name]);
        const stored = await storeRows(client, actor, id, table);
        await client.query("UPDATE audience_list SET rows = $2, refused = $3, columns = $4::text[] WHERE id = $1::uuid", [id, stored.rows, stored.refused, [...stored.header]]);
        await appendAudit(client, actor, { action: "list.uploaded", subjectType: "audience_list", subjectId: id, detail: { rows: stored.rows, refused: stored.refused } });
      });
      return ok({ id });
    } finally {
      await table.close();
    }
  } catch (error) {
    if (error instanceof FileProblem) return fail({ code: error.code });
    throw error;
  }
}
