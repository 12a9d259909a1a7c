import "server-only";
import { v7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { findListKeys, type ListKeys } from "@/lib/domain/campaign/list-header";
import { listCounts, namedColumns, readListRow, type ListCounts, type ListReasons, type ListRefusalCode } from "@/lib/domain/campaign/list-row";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { db } from "../db/client";
import { inSqlTransaction, inTransaction } from "../db/transaction";
import { isDemo } from "../env";
import { FileProblem, type FileProblemCode } from "../imports/reading/file-problem";
import { readTable, type Table, type TableRow } from "../imports/reading/read-table";
import { toListHeader } from "./header";
import { storeBatch, type OpenList, type ReadRow, type Refused } from "./store-batch";

type Author = Authorized<"campaign:write">;

/** A file with a list; `keyNames` are what its key columns are called where it has no header. */
export type ListFile = { readonly fileName: string; readonly contentType: string; readonly keyNames: { readonly number: string; readonly phone: string } };

/** What became of an uploaded list: its counts, and the first rows that name nobody. */
export type TakenList = ListCounts & { readonly id: string; readonly name: string; readonly columns: readonly string[]; readonly byReason: ListReasons; readonly refusals: readonly Refused[] };

const ROWS_A_BATCH = 1_000;
const SAMPLE_ROWS = 50;
const REFUSALS_TOLD = 20;

const headerFor = (table: Table, keys: ListKeys, names: ListFile["keyNames"]): string[] =>
  table.header.length > 0
    ? table.header
    : Array.from({ length: Math.max(keys.number ?? 0, keys.phone ?? 0) + 1 }, (_, column) => (column === keys.number ? names.number : column === keys.phone ? names.phone : ""));

type Stored = { readonly header: readonly string[]; readonly rows: number; readonly byReason: ListReasons; readonly refusals: readonly Refused[] };

async function storeRows(list: Omit<OpenList, "header">, table: Table, file: ListFile): Promise<Stored> {
  const rows = table.rows[Symbol.asyncIterator]();
  const sample: TableRow[] = [];
  while (sample.length < SAMPLE_ROWS) {
    const next = await rows.next();
    if (next.done) break;
    sample.push(next.value);
  }
  const keys = findListKeys(table.header.length > 0 ? table.header : null, sample.map((row) => row.cells));
  if (keys === null) throw new FileProblem("list.key_missing");
  const header = headerFor(table, keys, file.keyNames);
  const byReason: Partial<Record<ListRefusalCode, number>> = {};
  const refusals: Refused[] = [];
  let count = 0;
  let batch: ReadRow[] = [];
  const flush = async () => {
    const full = batch;
    batch = [];
    if (full.length === 0) return;
    // A transaction a batch: a slow sender must not hold a connection, nor rows of the whole bank, for as long as he sends.
    for (const refused of await inSqlTransaction((client) => storeBatch(client, { ...list, header }, full))) {
      byReason[refused.code] = (byReason[refused.code] ?? 0) + 1;
      if (refusals.length < REFUSALS_TOLD) refusals.push(refused);
    }
    count += full.length;
  };
  const take = async (row: TableRow) => {
    if (batch.push({ row, key: readListRow(row.cells, keys, { demo: isDemo() }) }) >= ROWS_A_BATCH) await flush();
  };
  for (const row of sample) await take(row);
  for (let next = await rows.next(); !next.done; next = await rows.next()) await take(next.value);
  await flush();
  return { header, rows: count, byReason, refusals };
}

/** Makes a list of what was read: from here on it is seen, and never changes (triggers hold that). */
async function seal(actor: Author, id: string, { header, rows, byReason }: Stored): Promise<ListCounts> {
  const counts = listCounts(rows, byReason);
  await inTransaction(async (tx) => {
    const { count } = await tx.audienceList.updateMany({ where: { id, sealedAt: null }, data: { rows, byReason, columns: [...header], sealedAt: now() } });
    if (count !== 1) throw new Error(`list ${id} went away while it was read`);
    await recordAudit(tx, actor, { action: "list.uploaded", subjectType: "audience_list", subjectId: id, detail: { ...counts } });
  });
  return counts;
}

/**
 * Takes a list of customer numbers or phones as it streams in. It exists for others only once it is whole and recorded;
 * rows that name nobody whom the author may write to are kept apart with their reasons.
 */
export async function receiveList(actor: Author, source: AsyncIterable<Uint8Array>, file: ListFile): Promise<Result<TakenList, { code: FileProblemCode }>> {
  const id = v7();
  const name = file.fileName.slice(0, 200);
  await db().audienceList.create({ data: { id, name, columns: [], branchPath: actor.branchPath, createdBy: actor.name, createdAt: now() }, select: { id: true } });
  try {
    const table = await readTable(source, file, {}, toListHeader);
    try {
      const stored = await storeRows({ id, branchPath: actor.branchPath }, table, file);
      const counts = await seal(actor, id, stored);
      return ok({ ...counts, id, name, columns: namedColumns(stored.header), byReason: stored.byReason, refusals: stored.refusals });
    } finally {
      await table.close();
    }
  } catch (error) {
    await db().audienceList.deleteMany({ where: { id, sealedAt: null } });
    if (error instanceof FileProblem) return fail({ code: error.code });
    throw error;
  }
}
