import "server-only";
import type { ClassifiedCode } from "@/lib/domain/message/provider-error";
import { literal } from "../db/transaction";
import { addUp } from "./add-up";
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
const CODE_LENGTH = 100;

/** A carrier's code as a database keeps it: short, without NUL or half of a character. */
function kept(code: string): string {
  return Buffer.from(code.replaceAll("\0", "").slice(0, CODE_LENGTH)).toString();
}

/** Counts by code as a minute keeps them, `space|code` to number; more kinds than anybody reads are left out. */
function countedCodes(space: string, codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const key = `${space}|${kept(code)}`;
    if (counts.has(key) || counts.size < CODES_A_BATCH) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return JSON.stringify(Object.fromEntries(counts));
}

const minuteOf = (at: Date) => `date_trunc('minute', ${literal(at)}::timestamptz)`;

/**
 * Adds a batch's answers to what is known of the account: the last minutes decide whether it may go on. `call` is null where
 * they were found out after a worker's death: what it left in doubt speaks of us and not of the line, and must make no account rest.
 */
export async function countAnswers(sql: Sql, accountId: string, space: string, all: readonly AnswerCount[], call: CallTime | null, at: Date): Promise<void> {
  const answers = call === null ? all.filter((one) => one.outcome === "accepted") : all;
  if (answers.length === 0) return;
  const count = (matches: (one: AnswerCount) => boolean) => answers.filter(matches).length;
  const [accepted, refused, troubled] = [count((one) => one.outcome === "accepted"), count((one) => one.outcome === "refused" && !isTrouble(one)), count(isTrouble)];
  const codes = countedCodes(space, answers.flatMap(({ code }) => (code === null ? [] : [code])));
  await addUp(sql, "account_minute",
    `INSERT INTO account_minute AS m (provider_account_id, minute, accepted, refused, troubled, uncertain, answer_ms, calls, codes)
     VALUES (${literal(accountId)}::uuid, ${minuteOf(at)}, ${accepted}, ${refused}, ${troubled}, ${count((one) => one.outcome === "uncertain")}, ${Math.round(call?.ms ?? 0)}, ${call === null ? 0 : 1}, ${literal(codes)}::jsonb)
     ON CONFLICT (provider_account_id, minute) DO UPDATE SET accepted = m.accepted + excluded.accepted, refused = m.refused + excluded.refused, troubled = m.troubled + excluded.troubled,
       uncertain = m.uncertain + excluded.uncertain, answer_ms = m.answer_ms + excluded.answer_ms, calls = m.calls + excluded.calls, ${CODES_TOGETHER}`);
}

export type ReportCount = { readonly delivered: number; /** Code of each report that a message failed. */ readonly failed: readonly string[] };

/** Adds what carriers reported about messages that had an end by it. */
export async function countReports(sql: Sql, accountId: string, { delivered, failed }: ReportCount, at: Date): Promise<void> {
  if (delivered + failed.length === 0) return;
  await addUp(sql, "account_minute",
    `INSERT INTO account_minute AS m (provider_account_id, minute, delivered, failed, codes)
     VALUES (${literal(accountId)}::uuid, ${minuteOf(at)}, ${delivered}, ${failed.length}, ${literal(countedCodes("report", failed))}::jsonb)
     ON CONFLICT (provider_account_id, minute) DO UPDATE SET delivered = m.delivered + excluded.delivered, failed = m.failed + excluded.failed, ${CODES_TOGETHER}`);
}

/** Notes how far ahead of us a carrier's clock is, in seconds (negative: behind): the farthest of a minute. */
export async function noteClock(sql: Sql, accountId: string, seconds: number, at: Date): Promise<void> {
  await addUp(sql, "account_minute",
    `INSERT INTO account_minute AS m (provider_account_id, minute, clock_seconds) VALUES (${literal(accountId)}::uuid, ${minuteOf(at)}, ${Math.round(seconds)})
     ON CONFLICT (provider_account_id, minute) DO UPDATE SET clock_seconds = CASE WHEN abs(excluded.clock_seconds) > abs(coalesce(m.clock_seconds, 0)) THEN excluded.clock_seconds ELSE m.clock_seconds END`);
}

/** Adds codes that a carrier used, so that one nobody has mapped is found. */
export async function countCodes(sql: Sql, accountId: string, space: string, codes: readonly string[], at: Date): Promise<void> {
  const counts = new Map<string, number>();
  for (const code of codes.map(kept)) counts.set(code, (counts.get(code) ?? 0) + 1);
  if (counts.size === 0) return;
  await addUp(sql, "carrier_code",
    `INSERT INTO carrier_code AS c (provider_account_id, space, code, count, first_at, last_at)
     SELECT ${literal(accountId)}::uuid, ${literal(space)}, d.code, d.n, ${literal(at)}::timestamptz, ${literal(at)}::timestamptz
     FROM jsonb_to_recordset(${literal([...counts].map(([code, n]) => ({ code, n })))}) AS d(code text, n int) ORDER BY d.code
     ON CONFLICT (provider_account_id, space, code) DO UPDATE SET count = c.count + excluded.count, last_at = excluded.last_at`);
}
