import "server-only";
import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { v7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { guessConsentColumns, lacksColumns, readConsentRow, type ConsentColumns, type ConsentRow } from "@/lib/domain/consent/import-row";
import { guessMapping } from "@/lib/domain/customer/mapping";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { appendAudit } from "../audit/record";
import { now } from "../clock";
import { inSqlTransaction } from "../db/transaction";
import { isDemo } from "../env";
import { FileProblem, type FileProblemCode } from "../imports/reading/file-problem";
import { readTable, type Table, type TableRow } from "../imports/reading/read-table";
import { storeConsentBatch, type ImportCounts, type ReadRow } from "./store-batch";

type Importer = Authorized<"customer:import">;

const ROWS_A_BATCH = 1_000;
const SAMPLE_ROWS = 50;
// Two people who send the same file at once: the second must see what the first has written.
const IMPORT_LOCK = 0x48_59_43_49;

async function storeRows(client: PoolClient, actor: Importer, importId: string, table: Table): Promise<ImportCounts> {
  const rows = table.rows[Symbol.asyncIterator]();
  const sample: TableRow[] = [];
  for (let next = await rows.next(); !next.done; next = await rows.next()) if (sample.push(next.value) >= SAMPLE_ROWS) break;
  const { number, phone } = guessMapping(table.header, sample.map((row) => row.cells)).mapping;
  const columns = guessConsentColumns(table.header, { number, phone });
  if (lacksColumns(columns)) throw new FileProblem("consent.columns_missing");
  const counts: ImportCounts = { rows: 0, taken: 0, refused: 0 };
  let batch: ReadRow[] = [];
  const store = async () => {
    await storeConsentBatch(client, actor, importId, batch, counts);
    batch = [];
  };
  const take = async (row: TableRow) => {
    batch.push({ line: row.line, cells: row.cells, read: readRow(row.cells, columns, table.columns) });
    if (batch.length >= ROWS_A_BATCH) await store();
  };
  for (const row of sample) await take(row);
  for (let next = await rows.next(); !next.done; next = await rows.next()) await take(next.value);
  if (batch.length > 0) await store();
  return counts;
}

const readRow = (cells: readonly string[], columns: ConsentColumns, width: number): Result<ConsentRow, { code: string }> => readConsentRow(cells, columns, { demo: isDemo(), now: now(), columns: width });

/**
 * Takes a file of consents that customers gave elsewhere, with what proves them. All of it or nothing is kept; rows that
 * prove nothing are kept apart with their reasons, and what was taken before is not taken again. The audit entry carries
 * the hash of the file, so that each consent can be traced to the very bytes it came from.
 */
export async function receiveConsents(actor: Importer, source: AsyncIterable<Uint8Array>, file: { readonly fileName: string; readonly contentType: string }): Promise<Result<{ id: string }, { code: FileProblemCode }>> {
  const id = v7();
  const hash = createHash("sha256");
  async function* hashed() {
    for await (const bytes of source) {
      hash.update(bytes);
      yield bytes;
    }
  }
  try {
    const table = await readTable(hashed(), { ...file, headerNames: 3 });
    try {
      await inSqlTransaction(async (client) => {
        await client.query("SELECT pg_advisory_xact_lock($1)", [IMPORT_LOCK]);
        await client.query(
          "INSERT INTO consent_import (id, file_name, branch_path, created_by, created_at, columns) VALUES ($1::uuid, $2, $3, $4, $5, $6::text[])",
          [id, file.fileName.slice(0, 200), actor.branchPath, actor.name, now(), table.header],
        );
        const { rows, taken, refused } = await storeRows(client, actor, id, table);
        const fileHash = hash.digest();
        await client.query("UPDATE consent_import SET rows = $2, taken = $3, refused = $4, file_hash = $5 WHERE id = $1::uuid", [id, rows, taken, refused, fileHash]);
        await appendAudit(client, actor, { action: "consent.imported", subjectType: "consent_import", subjectId: id, detail: { rows, taken, refused, file: fileHash.toString("hex") } });
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
