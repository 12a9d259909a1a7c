import "server-only";
import type { AttemptOutcome } from "@/lib/domain/message/states";
import type { Sql } from "./sql";

/** What is known of one submission. That it was begun stands in the message itself (submitting, number of attempts), in the row that claimed it. */
export type Attempt = {
  readonly messageId: string;
  readonly ordinal: number;
  readonly outcome: AttemptOutcome;
  readonly code: string | null;
  readonly providerMessageId: string | null;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
};

/** Writes submissions down; a real answer stands for good, a doubt gives way to one that comes later. */
export async function recordAttempts(sql: Sql, accountId: string, attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length === 0) return;
  await sql.query(
    `INSERT INTO message_attempt AS a (message_id, ordinal, provider_account_id, outcome, code, provider_message_id, started_at, answered_at)
     SELECT d.id, d.ordinal, $1::uuid, d.outcome, d.code, d.provider_message_id, d.started_at, d.answered_at
     FROM unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[]) AS d(id, ordinal, outcome, code, provider_message_id, started_at, answered_at)
     ON CONFLICT (message_id, ordinal) DO UPDATE SET outcome = excluded.outcome, code = excluded.code, provider_message_id = excluded.provider_message_id,
       answered_at = coalesce(excluded.answered_at, a.answered_at) WHERE a.outcome = 'uncertain'`,
    [
      accountId, attempts.map((one) => one.messageId), attempts.map((one) => one.ordinal), attempts.map((one) => one.outcome), attempts.map((one) => one.code),
      attempts.map((one) => one.providerMessageId), attempts.map((one) => one.startedAt), attempts.map((one) => one.answeredAt),
    ],
  );
}
