import "server-only";
import { laterPart, wholeOf, type PartReport } from "@/lib/domain/message/parts";
import type { ReceiptOutcome } from "@/lib/domain/message/states";
import type { SubmitAnswer } from "../carriers/port";
import { now } from "../clock";
import type { Sql } from "./sql";

/** Keeps the carrier's ids of the segments of texts that have several. An id that the carrier uses again means the newer text. */
export async function storeParts(sql: Sql, accountId: string, answers: ReadonlyMap<string, SubmitAnswer>): Promise<void> {
  const rows = [...answers].flatMap(([messageId, answer]) => (answer.outcome === "accepted" && (answer.parts?.length ?? 0) > 1
    ? (answer.parts ?? []).map((partId, index) => ({ partId, messageId, ordinal: index + 1 })) : []));
  if (rows.length === 0) return;
  await sql.query(
    `INSERT INTO message_part (provider_account_id, provider_message_id, message_id, ordinal, at)
     SELECT $1::uuid, p.part, p.message, p.ordinal, $5::timestamptz FROM unnest($2::text[], $3::uuid[], $4::int[]) AS p(part, message, ordinal)
     ON CONFLICT (provider_account_id, provider_message_id) DO UPDATE SET message_id = excluded.message_id, ordinal = excluded.ordinal, state = NULL, code = '', at = excluded.at`,
    [accountId, rows.map((row) => row.partId), rows.map((row) => row.messageId), rows.map((row) => row.ordinal), now()],
  );
}

/** Which texts the reported segments belong to: segment id → message id. */
export async function ownersOfParts(sql: Sql, accountId: string, partIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (partIds.length === 0) return new Map();
  const { rows } = await sql.query<{ part: string; message: string }>(
    "SELECT provider_message_id AS part, message_id AS message FROM message_part WHERE provider_account_id = $1::uuid AND provider_message_id = ANY($2::text[])", [accountId, partIds],
  );
  return new Map(rows.map((row) => [row.part, row.message]));
}

type Heard = { readonly providerMessageId: string; readonly state: ReceiptOutcome; readonly code: string; readonly at: Date };
type Row = PartReport & { part: string; message: string };

/**
 * Writes down what was reported about segments and answers what that says of each whole text. The messages must be held
 * already: two reports about two segments of one text, taken at the same moment, must see each other.
 */
export async function hearParts(sql: Sql, accountId: string, reports: readonly Heard[], owners: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, { readonly outcome: ReceiptOutcome; readonly code: string }>> {
  const about = reports.filter((one) => owners.has(one.providerMessageId));
  if (about.length === 0) return new Map();
  const { rows } = await sql.query<Row>(
    "SELECT provider_message_id AS part, message_id AS message, state, code FROM message_part WHERE message_id = ANY($1::uuid[]) AND provider_account_id = $2::uuid ORDER BY message_id, ordinal",
    [[...new Set(about.map((one) => owners.get(one.providerMessageId)))], accountId],
  );
  const parts = new Map(rows.map((row) => [row.part, row]));
  const changed = new Map<string, Heard>();
  for (const one of about) {
    const before = parts.get(one.providerMessageId);
    if (!before) continue;
    const after = laterPart(before, one);
    if (after === before) continue;
    parts.set(one.providerMessageId, { ...before, state: one.state, code: one.code });
    changed.set(one.providerMessageId, one);
  }
  await sql.query(
    `UPDATE message_part p SET state = d.state, code = d.code, at = d.at FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS d(part, state, code, at)
     WHERE p.provider_account_id = $1::uuid AND p.provider_message_id = d.part`,
    [accountId, [...changed.keys()], [...changed.values()].map((one) => one.state), [...changed.values()].map((one) => one.code), [...changed.values()].map((one) => one.at)],
  );
  const texts = new Map<string, PartReport[]>();
  for (const row of parts.values()) texts.set(row.message, [...(texts.get(row.message) ?? []), row]);
  return new Map([...texts].map(([message, all]) => [message, wholeOf(all)]));
}
