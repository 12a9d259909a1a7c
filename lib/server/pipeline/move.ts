import "server-only";
import type { TraceEntry } from "@/lib/domain/policy/facts";
import type { MessageReason } from "@/lib/domain/message/reasons";
import type { MessageState } from "@/lib/domain/message/states";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { now } from "../clock";
import { tracesToStore } from "../decisions/traces";
import type { Sql } from "./sql";
import type { Counted, TallyDeltas } from "./tally";

/** A message that is about to change its state, held by the transaction that read it. */
export type HeldMessage = Counted & {
  readonly id: string;
  readonly state: MessageState;
  readonly reason: string;
  readonly purpose: Purpose;
  readonly customerId: string;
  readonly batchId: string | null;
  readonly providerAccountId: string | null;
  readonly providerMessageId: string | null;
  readonly contactIndex: Uint8Array | null;
  readonly attempts: number;
  readonly submittedAt: Date | null;
};

export type HeldRow = {
  id: string; state: MessageState; reason: string; purpose: Purpose; channel: string; campaign_id: string | null; customer_id: string; branch_id: string;
  created_at: Date; segments: number; billing_segments: number; cost: string; batch_id: string | null; provider_account_id: string | null;
  provider_message_id: string | null; contact_index: Buffer | null; attempts: number; submitted_at: Date | null;
};

export const HELD_COLUMNS = `m.id, m.state, m.reason, m.purpose, m.channel, m.campaign_id, m.customer_id, m.branch_id, m.created_at, m.segments, m.billing_segments,
  m.cost_micros::text AS cost, m.batch_id, m.provider_account_id, m.provider_message_id, m.contact_index, m.attempts, m.submitted_at`;

export function toHeld(row: HeldRow): HeldMessage {
  return {
    id: row.id, state: row.state, reason: row.reason, purpose: row.purpose, channel: row.channel, campaignId: row.campaign_id, customerId: row.customer_id,
    branchId: row.branch_id, createdAt: row.created_at, segments: row.segments, billingSegments: row.billing_segments, costMicros: BigInt(row.cost),
    batchId: row.batch_id, providerAccountId: row.provider_account_id, providerMessageId: row.provider_message_id, contactIndex: row.contact_index,
    attempts: row.attempts, submittedAt: row.submitted_at,
  };
}

/** Messages by id, held until the transaction ends, always in the order of ids so that two transactions never wait in a circle. */
export async function holdMessages(sql: Sql, ids: readonly string[]): Promise<HeldMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql.query<HeldRow>(`SELECT ${HELD_COLUMNS} FROM message m WHERE m.id = ANY($1::uuid[]) ORDER BY m.id FOR UPDATE OF m`, [ids]);
  return rows.map(toHeld);
}

/** Messages of a campaign that were not submitted and that no other worker holds. */
export async function readUnsentMessages(sql: Sql, campaignId: string, take: number): Promise<HeldMessage[]> {
  const { rows } = await sql.query<HeldRow>(
    `SELECT ${HELD_COLUMNS} FROM message m WHERE m.campaign_id = $1::uuid AND m.watch_state IN ('queued', 'deferred') ORDER BY m.id LIMIT $2 FOR UPDATE OF m SKIP LOCKED`,
    [campaignId, take],
  );
  return rows.map(toHeld);
}

/** Keeps back held messages that were not submitted. */
export async function withholdAll(sql: Sql, messages: readonly HeldMessage[], reason: MessageReason, deltas: TallyDeltas): Promise<void> {
  await sql.query(
    "UPDATE message SET state = 'withheld', reason = $2, final_at = $3, batch_id = NULL, not_before = NULL WHERE id = ANY($1::uuid[])",
    [messages.map((one) => one.id), reason, now()],
  );
  for (const one of messages) deltas.moved(one, one.state, one.reason, "withheld", reason);
}

/** Keeps back held messages, each for its own reason and with the trace of the decision that said so. */
export async function withholdDecided(
  sql: Sql, decided: readonly { readonly message: HeldMessage; readonly reason: MessageReason; readonly trace: readonly TraceEntry[] }[], deltas: TallyDeltas,
): Promise<void> {
  if (decided.length === 0) return;
  const traces = await tracesToStore(sql, decided.map((one) => one.trace));
  await sql.query(
    `UPDATE message m SET state = 'withheld', reason = d.reason, trace = d.trace, final_at = $4, batch_id = NULL, not_before = NULL
     FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS d(id, reason, trace) WHERE m.id = d.id AND m.id = ANY($1::uuid[])`,
    [decided.map((one) => one.message.id), decided.map((one) => one.reason), traces, now()],
  );
  for (const { message, reason } of decided) deltas.moved(message, message.state, message.reason, "withheld", reason);
}
