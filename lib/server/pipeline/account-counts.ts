import "server-only";
import type { ClassifiedCode } from "@/lib/domain/message/provider-error";
import type { Sql } from "./sql";

export type AnswerCount = { readonly outcome: "accepted" | "refused" | "uncertain"; readonly error: ClassifiedCode | null; readonly code: string | null };

/** How long the carrier took, in milliseconds, for one call. */
export type CallTime = { readonly ms: number };

/** Whether a refusal speaks of the line and not of the message. Flow control means a line that works and is asked too fast. */
function isTrouble({ outcome, error }: AnswerCount): boolean {
  return outcome === "refused" && error?.class === "temporary";
}

// Both sides of an upsert as one object: counts of the same code are added.
const CODES_TOGETHER = `codes = CASE WHEN excluded.codes = '{}' THEN m.codes ELSE (SELECT jsonb_object_agg(b.key, b.n) FROM (
  SELECT a.key, sum(a.value::int) AS n FROM (SELECT * FROM jsonb_each_text(m.codes) UNION ALL SELECT * FROM jsonb_each_text(excluded.codes)) a GROUP BY a.key) b) END`;

const CODES_A_BATCH = 50;

/** Counts by code as a minute keeps them, `space|code` to number; more kinds than anybody reads are left out. */
function countedCodes(space: string, codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const key = `${space}|${code.slice(0, 100)}`;
    if (counts.has(key) || counts.size < CODES_A_BATCH) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return JSON.stringify(Object.fromEntries(counts));
}

/** Adds a batch's answers to what is known of the account: the last minutes decide whether it may go on. */
export async function countAnswers(sql: Sql, accountId: string, space: string, answers: readonly AnswerCount[], call: CallTime | null, at: Date): Promise<void> {
  if (answers.length === 0) return;
  const count = (matches: (one: AnswerCount) => boolean) => answers.filter(matches).length;
  await sql.query(
    `INSERT INTO account_minute AS m (provider_account_id, minute, accepted, refused, troubled, uncertain, answer_ms, calls, codes)
     VALUES ($1::uuid, date_trunc('minute', $2::timestamptz), $3, $4, $5, $6, $7, $8, $9::jsonb)
     ON CONFLICT (provider_account_id, minute) DO UPDATE SET accepted = m.accepted + excluded.accepted, refused = m.refused + excluded.refused, troubled = m.troubled + excluded.troubled,
       uncertain = m.uncertain + excluded.uncertain, answer_ms = m.answer_ms + excluded.answer_ms, calls = m.calls + excluded.calls, ${CODES_TOGETHER}`,
    [
      accountId, at, count((one) => one.outcome === "accepted"), count((one) => one.outcome === "refused" && !isTrouble(one)), count(isTrouble), count((one) => one.outcome === "uncertain"),
      Math.round(call?.ms ?? 0), call === null ? 0 : 1, countedCodes(space, answers.flatMap(({ code }) => (code === null ? [] : [code]))),
    ],
  );
}

export type ReportCount = { readonly delivered: number; /** Code of each report that a message failed. */ readonly failed: readonly string[] };

/** Adds what carriers reported about messages that had an end by it. */
export async function countReports(sql: Sql, accountId: string, { delivered, failed }: ReportCount, at: Date): Promise<void> {
  if (delivered + failed.length === 0) return;
  await sql.query(
    `INSERT INTO account_minute AS m (provider_account_id, minute, delivered, failed, codes) VALUES ($1::uuid, date_trunc('minute', $2::timestamptz), $3, $4, $5::jsonb)
     ON CONFLICT (provider_account_id, minute) DO UPDATE SET delivered = m.delivered + excluded.delivered, failed = m.failed + excluded.failed, ${CODES_TOGETHER}`, [accountId, at, delivered, failed.length, countedCodes("report", failed)],
  );
}

/** Notes how far ahead of us a carrier's clock is, in seconds (negative: behind): the farthest of a minute. */
export async function noteClock(sql: Sql, accountId: string, seconds: number, at: Date): Promise<void> {
  await sql.query(
    `INSERT INTO account_minute AS m (provider_account_id, minute, clock_seconds) VALUES ($1::uuid, date_trunc('minute', $2::timestamptz), $3)
     ON CONFLICT (provider_account_id, minute) DO UPDATE SET clock_seconds = CASE WHEN abs(excluded.clock_seconds) > abs(coalesce(m.clock_seconds, 0)) THEN excluded.clock_seconds ELSE m.clock_seconds END`,
    [accountId, at, Math.round(seconds)],
  );
}

/** Adds codes that a carrier used, so that one nobody has mapped is found. */
export async function countCodes(sql: Sql, accountId: string, space: string, codes: readonly string[], at: Date): Promise<void> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  if (counts.size === 0) return;
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  await sql.query(
    `INSERT INTO carrier_code AS c (provider_account_id, space, code, count, first_at, last_at)
     SELECT $1::uuid, $2, d.code, d.n, $3::timestamptz, $3::timestamptz FROM unnest($4::text[], $5::int[]) AS d(code, n) ORDER BY d.code
     ON CONFLICT (provider_account_id, space, code) DO UPDATE SET count = c.count + excluded.count, last_at = excluded.last_at`,
    [accountId, space, at, rows.map(([code]) => code.slice(0, 100)), rows.map(([, n]) => n)],
  );
}
