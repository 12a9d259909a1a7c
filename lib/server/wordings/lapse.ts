import "server-only";
import { lapsesAt, type KnownWording, type LapsingWord } from "@/lib/domain/consent/lapse";
import type { Sql } from "../pipeline/sql";

type Row = { version: string; purpose: string; duration_months: number | null; effective_from: Date; renew_by: Date | null };

/** Words that were ever published: retired ones too, because consent was given under them. */
export async function readKnownWordings(sql: Sql): Promise<readonly KnownWording[]> {
  const { rows } = await sql.query<Row>("SELECT version, purpose, duration_months, effective_from, renew_by FROM consent_wording WHERE published_at IS NOT NULL AND effective_from IS NOT NULL");
  return rows.map((row) => ({ version: row.version, purpose: row.purpose, durationMonths: row.duration_months, effectiveFrom: row.effective_from, renewBy: row.renew_by }));
}

/** Reads the published words once; answers how to tell when an entry of the ledger lapses, without asking the database again. */
export async function lapseReader(sql: Sql): Promise<(entry: LapsingWord) => Date | null> {
  const known = await readKnownWordings(sql);
  return (entry) => lapsesAt(entry, known);
}
