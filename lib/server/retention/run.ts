import "server-only";
import { v7 } from "uuid";
import { systemActor } from "@/lib/domain/access/permissions";
import { monthsBefore, monthsOf, monthStart, TERMS, type DatedTable, type RetentionMonths, type RetentionTable, type TableReport, type Term } from "@/lib/domain/retention/terms";
import { appendAudit } from "../audit/record";
import { bankDay } from "../bank-calendar";
import { now } from "../clock";
import { foldRunningCounts } from "../counts/running";
import { pool } from "../db/client";
import { inSqlTransaction, onConnection } from "../db/transaction";
import { environment } from "../env";
import { finishErasures } from "../rights/wipe";
import { getSetting } from "../settings/queries";
import { dropMonths, emptyBodies, isSwept, leftOf, oldestBody, oldestMonth, sweepBatch, type SweptTable } from "./sweeps";

const ACTOR = systemActor("retention", []);
// "RETN": one worker of all machines at a time; the lock goes with its connection, whatever becomes of the worker.
const LOCK = 0x52_45_54_4e;
const DAY_MS = 86_400_000;
// After the day's last campaigns and before the first of the next.
const FROM_HOUR = 2;
const NIL = "00000000-0000-0000-0000-000000000000";

export type RetentionReport = Partial<Record<RetentionTable, TableReport>>;
type Run = { id: string; started_at: Date; report: RetentionReport };

function bankHour(at: Date): number {
  return Number(new Intl.DateTimeFormat("en", { timeZone: environment().BANK_TIME_ZONE, hour: "2-digit", hourCycle: "h23" }).format(at));
}

/** Starts the night's run when it is time and nobody has; goes on with one that a crash left. Answers whether anything was done. */
export async function retentionIfDue(): Promise<boolean> {
  const at = now();
  const { rows } = await pool().query<{ started_at: Date; finished_at: Date | null }>("SELECT started_at, finished_at FROM retention_run ORDER BY started_at DESC LIMIT 1");
  const last = rows[0];
  const unfinished = last !== undefined && last.finished_at === null;
  const doneToday = last !== undefined && last.finished_at !== null && bankDay(last.started_at) === bankDay(at);
  if (!unfinished && (doneToday || bankHour(at) < FROM_HOUR)) return false;
  return (await runRetention()) !== null;
}

/**
 * Drops what is due, table by table, and writes down what went and what is the oldest that is left. Each batch is a
 * transaction of its own: a crash loses nothing, and the next run goes on with the tables that are not in the report.
 * Answers the run; null where another worker is at it.
 */
export async function runRetention(): Promise<Run | null> {
  return onConnection(async (holder) => {
    const { rows } = await holder.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1::bigint) AS mine", [LOCK]);
    if (rows[0]?.mine !== true) return null;
    try {
      const run = await openRun();
      const set = await getSetting("retention.months");
      for (const [table, term] of Object.entries(TERMS) as [RetentionTable, Term][]) {
        if (run.report[table] !== undefined || (term.keep !== "months" && term.keep !== "days")) continue;
        run.report[table] = await dropDue(table, term, set, run.started_at);
        await pool().query("UPDATE retention_run SET report = $2::jsonb WHERE id = $1::uuid", [run.id, JSON.stringify(run.report)]);
      }
      await finishErasures(pool());
      await foldRunningCounts();
      await closeRun(run);
      return run;
    } finally {
      await holder.query("SELECT pg_advisory_unlock($1::bigint)", [LOCK]);
    }
  });
}

/** The run that a crash left open, or a new one. Cut-offs count from its start, so that a resumed night drops what the first would have. */
async function openRun(): Promise<Run> {
  const { rows } = await pool().query<Run>("SELECT id, started_at, report FROM retention_run WHERE finished_at IS NULL ORDER BY started_at DESC LIMIT 1");
  if (rows[0]) return rows[0];
  const run: Run = { id: v7(), started_at: now(), report: {} };
  await pool().query("INSERT INTO retention_run (id, started_at) VALUES ($1::uuid, $2)", [run.id, run.started_at]);
  return run;
}

async function closeRun(run: Run): Promise<void> {
  const dropped = Object.fromEntries(Object.entries(run.report).map(([table, report]) => [table, report.dropped]));
  await inSqlTransaction(async (client) => {
    // The whole bank's trail: read at head office.
    const { rows } = await client.query<{ path: string }>("SELECT path FROM branch WHERE parent_id IS NULL ORDER BY created_at LIMIT 1");
    const { rowCount } = await client.query("UPDATE retention_run SET finished_at = $2 WHERE id = $1::uuid AND finished_at IS NULL", [run.id, now()]);
    if (rowCount === 1) await appendAudit(client, ACTOR, { action: "retention.run", subjectType: "retention_run", subjectId: run.id, branchPath: rows[0]?.path ?? "", detail: dropped });
  });
}

async function dropDue(table: RetentionTable, term: Extract<Term, { keep: "months" | "days" }>, set: RetentionMonths, at: Date): Promise<TableReport> {
  const months = term.keep === "months" ? monthsOf(table as DatedTable, set) : null;
  const before = term.keep === "months" ? monthsBefore(at, months ?? term.months) : new Date(at.getTime() - term.days * DAY_MS);
  if (table === "message" || table === "message_attempt") return wholeMonths(table, months, monthStart(before));
  if (table === "message.body") return bodies(months, before);
  if (!isSwept(table)) throw new Error(`nothing says how ${table} is dropped`);
  return batches(table, months, before);
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

async function wholeMonths(table: "message" | "message_attempt", months: number | null, before: Date): Promise<TableReport> {
  const { dropped, partitions } = await dropMonths(pool(), table, before);
  return { months, before: before.toISOString(), dropped, partitions, oldestLeft: iso(await oldestMonth(pool(), table)) };
}

async function bodies(months: number | null, before: Date): Promise<TableReport> {
  let dropped = 0;
  for (let after: string | null = await bodiesDoneUpTo(); after !== null; ) {
    const batch = await emptyBodies(pool(), after, before);
    dropped += batch.dropped;
    after = batch.next;
  }
  return { months, before: before.toISOString(), dropped, oldestLeft: iso(await oldestBody(pool(), before)) };
}

/** Where the last night's work on texts ended: what is older has none any more, and is not read every night again. */
async function bodiesDoneUpTo(): Promise<string> {
  const { rows } = await pool().query<{ floor: string }>(
    `SELECT uuid_v7_floor((report -> 'message.body' ->> 'before')::timestamptz - interval '40 days') AS floor FROM retention_run
     WHERE finished_at IS NOT NULL AND report ? 'message.body' ORDER BY started_at DESC LIMIT 1`,
  );
  return rows[0]?.floor ?? NIL;
}

async function batches(table: SweptTable, months: number | null, before: Date): Promise<TableReport> {
  let dropped = 0;
  for (let more = true; more; ) {
    const batch = await inSqlTransaction((client) => sweepBatch(client, table, before));
    dropped += batch.dropped;
    more = batch.more;
  }
  const { oldest, held } = await leftOf(pool(), table, before);
  return { months, before: before.toISOString(), dropped, oldestLeft: iso(oldest), ...(held > 0 && { held }) };
}
