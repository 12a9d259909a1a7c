import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { MESSAGE_STATES, bucketOf, type MessageBucket, type MessageState } from "@/lib/domain/message/states";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { maskNameOf, maskPhoneOf } from "./masks";

export type MessageFilters = {
  readonly campaignId?: string;
  readonly customerId?: string;
  readonly state?: MessageState;
  readonly bucket?: MessageBucket;
  readonly reason?: string;
  readonly purpose?: string;
  readonly branch?: string;
  /** Instants of creation: from inclusive, to exclusive. */
  readonly from?: Date;
  readonly to?: Date;
};

export const MESSAGES_A_PAGE = 50;

// As the database writes `watch_state`.
const WATCHED: ReadonlySet<MessageState> = new Set<MessageState>(["deferred", "queued", "uncertain", "failed", "withheld"]);

type Row = {
  id: string; state: MessageState; reason: string; purpose: string; channel: string; created_at: Date; submitted_at: Date | null; final_at: Date | null; not_before: Date | null;
  attempts: number; segments: number; billing_segments: number; cost_micros: bigint; campaign_id: string | null; campaign_name: string | null;
  template_key: string; template_name: string; customer_id: string; customer_number: string | null; name_cipher: Uint8Array | null; to_cipher: Uint8Array | null; branch_name: string; branch_name_en: string;
};

/** Messages in one of these states, by the index over the few that wait or went wrong where it holds them all. */
function isIn(states: readonly MessageState[]): Prisma.Sql {
  return states.every((state) => WATCHED.has(state)) ? Prisma.sql`m.watch_state = ANY(${states}::text[])` : Prisma.sql`m.state = ANY(${states}::text[])`;
}

function whereOf(actor: { readonly branchPath: string }, filters: MessageFilters, before: string | undefined): Prisma.Sql {
  const conditions = [Prisma.sql`m.branch_path LIKE ${`${actor.branchPath}%`}`];
  if (before) conditions.push(Prisma.sql`m.id < ${before}::uuid`);
  if (filters.campaignId) conditions.push(Prisma.sql`m.campaign_id = ${filters.campaignId}::uuid`);
  if (filters.customerId) conditions.push(Prisma.sql`m.customer_id = ${filters.customerId}::uuid`);
  if (filters.state) conditions.push(isIn([filters.state]));
  if (filters.bucket) conditions.push(isIn(MESSAGE_STATES.filter((state) => bucketOf(state) === filters.bucket)));
  if (filters.reason) conditions.push(Prisma.sql`m.reason = ${filters.reason}`);
  if (filters.purpose) conditions.push(Prisma.sql`m.purpose = ${filters.purpose}`);
  if (filters.branch) conditions.push(Prisma.sql`EXISTS (SELECT FROM branch f WHERE f.code = ${filters.branch} AND starts_with(m.branch_path, f.path))`);
  // The id carries the time: a bound on it closes the partitions of other months.
  if (filters.from) conditions.push(Prisma.sql`m.id >= uuid_v7_floor(${filters.from}::timestamptz)`);
  if (filters.to) conditions.push(Prisma.sql`m.id < uuid_v7_floor(${filters.to}::timestamptz)`);
  return Prisma.join(conditions, " AND ");
}

function toView(row: Row) {
  return {
    id: row.id, state: row.state, bucket: bucketOf(row.state), reason: row.reason, purpose: row.purpose, channel: row.channel,
    createdAt: row.created_at, submittedAt: row.submitted_at, finalAt: row.final_at, notBefore: row.not_before, attempts: row.attempts,
    segments: row.segments, billingSegments: row.billing_segments, costMicros: row.cost_micros,
    campaign: row.campaign_id === null ? null : { id: row.campaign_id, name: row.campaign_name ?? "" },
    template: { key: row.template_key, name: row.template_name },
    customer: { id: row.customer_id, number: row.customer_number, nameMasked: maskNameOf(row.name_cipher) },
    phoneMasked: maskPhoneOf(row.to_cipher), branch: { name: row.branch_name, nameEn: row.branch_name_en },
  };
}

export type MessageRow = ReturnType<typeof toView>;

const COLUMNS = Prisma.sql`m.id, m.state, m.reason, m.purpose, m.channel, m.created_at, m.submitted_at, m.final_at, m.not_before, m.attempts, m.segments, m.billing_segments, m.cost_micros,
  m.campaign_id, c.name AS campaign_name, t.key AS template_key, t.name AS template_name, m.customer_id, p.number AS customer_number, p.name_cipher, m.to_cipher,
  b.name AS branch_name, b.name_en AS branch_name_en`;
const TABLES = Prisma.sql`message m JOIN template_version v ON v.id = m.template_version_id JOIN template t ON t.id = v.template_id JOIN branch b ON b.id = m.branch_id
  LEFT JOIN customer p ON p.id = m.customer_id LEFT JOIN campaign c ON c.id = m.campaign_id`;

/** Messages of the actor's subtree, newest first, by keyset; names and phones masked. */
export async function listMessages(actor: Authorized<"message:read">, filters: MessageFilters, before?: string, take = MESSAGES_A_PAGE) {
  const rows = await db().$queryRaw<Row[]>`SELECT ${COLUMNS} FROM ${TABLES} WHERE ${whereOf(actor, filters, before)} ORDER BY m.id DESC LIMIT ${take + 1}`;
  const page = rows.slice(0, take).map(toView);
  return { rows: page, next: rows.length > take ? (page.at(-1)?.id ?? null) : null };
}

/** The same, all of them, for exports: one page in memory at a time. */
export async function* streamMessages(actor: Authorized<"message:read">, filters: MessageFilters): AsyncGenerator<MessageRow> {
  let before: string | undefined;
  do {
    const { rows, next } = await listMessages(actor, filters, before, 1_000);
    yield* rows;
    before = next ?? undefined;
  } while (before !== undefined);
}

/** Failed recipients with what a corrected import needs, in the clear: only for a person who may reveal, audited by the caller. */
export async function* streamFailedRecipients(actor: Authorized<"customer:reveal">, campaignId: string) {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db().$queryRaw<{ id: string; number: string; name_cipher: Uint8Array; to_cipher: Uint8Array | null; reason: string; branch: string }[]>`
      SELECT m.id, p.number, p.name_cipher, m.to_cipher, m.reason, b.code AS branch FROM message m JOIN customer p ON p.id = m.customer_id JOIN branch b ON b.id = p.branch_id
      WHERE m.campaign_id = ${campaignId}::uuid AND m.watch_state = 'failed' AND m.branch_path LIKE ${`${actor.branchPath}%`} AND m.id > ${after}::uuid ORDER BY m.id LIMIT 500`;
    for (const row of rows) {
      yield {
        number: row.number, name: decrypt(row.name_cipher, "customer.name"), phone: row.to_cipher === null ? "" : decrypt(row.to_cipher, "customer.phone"),
        branch: row.branch, reason: row.reason,
      };
    }
    const last = rows.at(-1);
    if (!last || rows.length < 500) return;
    after = last.id;
  }
}
