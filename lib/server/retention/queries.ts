import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { DATED_TABLES, monthsOf, TERMS, type DatedTable, type RetentionTable, type TableReport, type Term } from "@/lib/domain/retention/terms";
import { db } from "../db/client";
import { getSetting } from "../settings/queries";

export type TermRow = { readonly table: RetentionTable; readonly term: Term; readonly months: number | null; readonly isChanged: boolean };

/** Every stored table with the term in force. */
export async function listTerms(actor: Authorized<"settings:read">): Promise<readonly TermRow[]> {
  void actor;
  const set = await getSetting("retention.months");
  return (Object.entries(TERMS) as [RetentionTable, Term][]).map(([table, term]) => {
    const isDated = (DATED_TABLES as readonly string[]).includes(table);
    const months = isDated ? monthsOf(table as DatedTable, set) : null;
    return { table, term, months, isChanged: term.keep === "months" && months !== term.months };
  });
}

export type RetentionRunRow = { readonly id: string; readonly startedAt: Date; readonly finishedAt: Date | null; readonly report: Readonly<Partial<Record<RetentionTable, TableReport>>> };

/** The last nights, newest first. */
export async function listRetentionRuns(actor: Authorized<"settings:read">, take = 14): Promise<readonly RetentionRunRow[]> {
  void actor;
  const rows = await db().retentionRun.findMany({ orderBy: { startedAt: "desc" }, take });
  return rows.map(({ report, ...row }) => ({ ...row, report: report as RetentionRunRow["report"] }));
}
