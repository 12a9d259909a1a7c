import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import { systemActor } from "@/lib/domain/access/permissions";
import { readRow, unreadFields, type ImportedCustomer, type RowContext, type RowRefusal } from "@/lib/domain/customer/import-row";
import { countRow, emptyTally, numberOf, refuseDuplicate, type ImportTally } from "@/lib/domain/customer/import-tally";
import { guessMapping, headerKey, missingColumns } from "@/lib/domain/customer/mapping";
import type { ImportMapping } from "@/lib/domain/customer/import-fields";
import type { Result } from "@/lib/domain/shared/result";
import { fail } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { encrypt } from "../crypto/cipher";
import { sha256 } from "../crypto/digest";
import { db } from "../db/client";
import { inSqlTransaction, inTransaction } from "../db/transaction";
import { isDemo } from "../env";
import { FileProblem } from "./reading/file-problem";
import { readTable, type Table, type TableRow } from "./reading/read-table";
import { storedFile } from "./stored-file";
import { storeRows, tagRows, type ReadyRow } from "./store-rows";
import { inTurn } from "./turn";

const ROWS_A_BATCH = 1_000;
const SAMPLE_ROWS = 50;
const ACTOR = systemActor("import", ["customer:import"]);

type Job = { readonly id: string; readonly branchPath: string; readonly createdBy: string; readonly tag: string | null };
type Branch = { readonly id: string; readonly path: string };
type Read = { readonly row: TableRow; readonly read: Result<ImportedCustomer, RowRefusal> };

/** Where customers can hold accounts, by code and name: the head office and provincial offices are no such place. */
async function branchesOf(branchPath: string): Promise<Map<string, Branch>> {
  const rows = await db().branch.findMany({ where: { path: { startsWith: branchPath }, kind: "branch", closedAt: null }, select: { id: true, code: true, name: true, path: true } });
  return new Map(rows.flatMap((row) => [row.code, row.name].map((name) => [name.toUpperCase(), { id: row.id, path: row.path }] as const)));
}

/** The mapping that a person confirmed, else the one remembered for such a header, else a guess. */
async function mappingFor(confirmed: ImportMapping | null, header: readonly string[], sample: readonly TableRow[]): Promise<ImportMapping> {
  if (confirmed) return confirmed;
  const remembered = await db().importMapping.findUnique({ where: { headerHash: sha256(headerKey(header)) }, select: { mapping: true } });
  return remembered ? (remembered.mapping as ImportMapping) : guessMapping(header, sample.map((row) => row.cells)).mapping;
}

/** Numbers of a batch that stood further up in the file; the others are noted. */
async function duplicatesIn(client: { query(sql: string, values: unknown[]): Promise<{ rows: { number: string; line: number }[] }> }, importId: string, batch: readonly Read[]): Promise<Set<number>> {
  const named = batch.flatMap(({ row, read }) => { const number = numberOf(read); return number === null ? [] : [{ number, line: row.line }]; });
  const first = new Map<string, number>();
  for (const { number, line } of named) if (!first.has(number)) first.set(number, line);
  const { rows } = await client.query(
    `INSERT INTO import_seen (import_id, number, line) SELECT $1::uuid, number, line FROM unnest($2::text[], $3::int[]) AS t(number, line)
     ON CONFLICT (import_id, number) DO UPDATE SET line = import_seen.line RETURNING number, line`,
    [importId, [...first.keys()], [...first.values()]],
  );
  const seenAt = new Map(rows.map((row) => [row.number, row.line]));
  return new Set(named.filter(({ number, line }) => seenAt.get(number) !== line).map(({ line }) => line));
}

type Totals = { tally: ImportTally; unchanged: number; readBytes: number };

type Note = { line: number; code: string; column: string | null; warning: boolean; cells: string[] };

/** What to say of a row that was taken all the same. */
function warningsOf(row: TableRow, mapping: ImportMapping, sharesPhone: boolean): Note[] {
  const warn = (code: string, column: string): Note => ({ line: row.line, code, column, warning: true, cells: row.cells });
  const [unread] = unreadFields(row.cells, mapping);
  return [...(sharesPhone ? [warn("import.shared_phone", "phone")] : []), ...(unread ? [warn("import.unread", unread)] : [])];
}

async function storeBatch(job: Job, branches: ReadonlyMap<string, Branch>, mapping: ImportMapping, batch: readonly Read[], totals: Totals): Promise<Totals> {
  return inSqlTransaction(async (client) => {
    const duplicates = await duplicatesIn(client, job.id, batch);
    const judged = batch.map(({ row, read }) => ({ row, read: refuseDuplicate(read, duplicates.has(row.line)) }));
    const ready = judged.flatMap(({ row, read }): ReadyRow[] => {
      const branch = read.ok ? branches.get(read.value.branchCode.toUpperCase()) : undefined;
      return read.ok && branch ? [{ line: row.line, customer: read.value, branch }] : [];
    });
    const stored = await storeRows(client, job.id, { name: job.createdBy, branchPath: job.branchPath }, ready);
    const elsewhere = new Set(stored.elsewhere);
    if (job.tag !== null) await tagRows(client, job.tag, ready.filter((row) => !elsewhere.has(row.line)));
    const households = new Set(stored.households);
    let { tally } = totals;
    const notes: Note[] = [];
    for (const { row, read } of judged) {
      // A customer of another branch is not ours to change: for this file the branch does not exist.
      const final: Result<ImportedCustomer, RowRefusal> = read.ok && elsewhere.has(row.line) ? fail({ code: "import.branch", column: "branch", detail: "other_branch", number: read.value.number }) : read;
      const warnings = final.ok ? warningsOf(row, mapping, households.has(row.line)) : [];
      tally = countRow(tally, final, warnings.length);
      notes.push(...(final.ok ? warnings : [{ line: row.line, code: final.error.code, column: final.error.column, warning: false, cells: row.cells }]));
    }
    if (notes.length > 0) {
      await client.query(
        `INSERT INTO import_refusal (import_id, line, code, "column", warning, cells_cipher)
         SELECT $1::uuid, line, code, col, warning, cells FROM unnest($2::int[], $3::text[], $4::text[], $5::bool[], $6::bytea[]) AS t(line, code, col, warning, cells)`,
        [job.id, notes.map((note) => note.line), notes.map((note) => note.code), notes.map((note) => note.column), notes.map((note) => note.warning), notes.map((note) => Buffer.from(encrypt(JSON.stringify(note.cells), "import.cells")))],
      );
    }
    const unchanged = totals.unchanged + stored.unchanged;
    await client.query(
      "UPDATE customer_import SET rows = $2, taken = $3, unchanged = $4, refused = $5, warnings = $6, by_reason = $7, read_bytes = $8 WHERE id = $1::uuid",
      [job.id, tally.rows, tally.taken, unchanged, tally.refused, tally.warnings, JSON.stringify(tally.byReason), totals.readBytes],
    );
    return { tally, unchanged, readBytes: totals.readBytes };
  });
}

async function takeRows(job: Job, table: Table, confirmed: ImportMapping | null, readBytes: () => number): Promise<ImportTally> {
  const branches = await branchesOf(job.branchPath);
  const rows = table.rows[Symbol.asyncIterator]();
  const sample: TableRow[] = [];
  while (sample.length < SAMPLE_ROWS) {
    const next = await rows.next();
    if (next.done) break;
    sample.push(next.value);
  }
  const mapping = await mappingFor(confirmed, table.header, sample);
  if (missingColumns(mapping).length > 0) throw new FileProblem("import.column_missing");
  await db().customerImport.update({
    where: { id: job.id }, data: { format: table.format, encoding: table.encoding, delimiter: table.delimiter, header: table.header, mapping: mapping as Prisma.InputJsonObject }, select: { id: true },
  });
  const context: RowContext = { branches: new Map([...branches.keys()].map((name) => [name, name])), now: now(), demo: isDemo(), columns: table.columns };
  // While the database stores one batch, the next one is read: one of each, so that memory stays flat and rows keep their order.
  let stored = Promise.resolve<Totals>({ tally: emptyTally(), unchanged: 0, readBytes: 0 });
  let batch: Read[] = [];
  const hand = async () => {
    const [full, bytes, before] = [batch, readBytes(), await stored];
    batch = [];
    stored = storeBatch(job, branches, mapping, full, { ...before, readBytes: bytes });
    // Thrown where it is waited for; without this it would also be reported as unhandled.
    stored.catch(() => undefined);
  };
  const take = async (row: TableRow) => {
    batch.push({ row, read: readRow(row.cells, mapping, context) });
    if (batch.length >= ROWS_A_BATCH) await hand();
  };
  for (const row of sample) await take(row);
  for (let next = await rows.next(); !next.done; next = await rows.next()) await take(next.value);
  if (batch.length > 0) await hand();
  return (await stored).tally;
}

async function finish(job: Job, outcome: { state: "done"; tally: ImportTally } | { state: "failed"; failure: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.importChunk.deleteMany({ where: { importId: job.id } });
    await tx.importSeen.deleteMany({ where: { importId: job.id } });
    await tx.customerImport.update({
      where: { id: job.id }, data: { state: outcome.state, finishedAt: now(), failure: outcome.state === "failed" ? outcome.failure : null }, select: { id: true },
    });
    await recordAudit(tx, ACTOR, {
      action: outcome.state === "done" ? "import.finished" : "import.failed", subjectType: "import", subjectId: job.id, branchPath: job.branchPath,
      detail: outcome.state === "done" ? { rows: outcome.tally.rows, taken: outcome.tally.taken, refused: outcome.tally.refused } : { failure: outcome.failure },
    });
  });
}

/**
 * Imports a received file: good rows go in, bad ones are kept with their reasons. Called again after a crash it begins
 * anew, and what went in before counts as unchanged; called while another worker is at it, it leaves it to that one.
 */
export async function runImport(importId: string): Promise<void> {
  await inTurn(importId, () => runOnce(importId));
}

async function runOnce(importId: string): Promise<void> {
  const { count } = await db().customerImport.updateMany({
    where: { id: importId, state: { in: ["uploaded", "running"] } }, data: { state: "running", startedAt: now(), rows: 0, taken: 0, unchanged: 0, refused: 0, warnings: 0, byReason: {}, readBytes: 0 },
  });
  if (count === 0) return;
  await db().importRefusal.deleteMany({ where: { importId } });
  await db().importSeen.deleteMany({ where: { importId } });
  const row = await db().customerImport.findUniqueOrThrow({ where: { id: importId }, select: { id: true, branchPath: true, createdBy: true, fileName: true, contentType: true, mapping: true, tag: true } });
  let read = 0;
  try {
    const table = await readTable(storedFile(importId, (bytes) => (read = bytes)), { contentType: row.contentType, fileName: row.fileName });
    try {
      await finish(row, { state: "done", tally: await takeRows(row, table, row.mapping as ImportMapping | null, () => read) });
    } finally {
      await table.close();
    }
  } catch (error) {
    // A damaged file is the sender's to mend; anything else is ours, and the job is tried again.
    if (!(error instanceof FileProblem)) throw error;
    await finish(row, { state: "failed", failure: error.code });
  }
}
