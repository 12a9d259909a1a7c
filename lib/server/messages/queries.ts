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
// Being handed over: in no index by state, which every message would pay for. They are those of the batches in hand.
const IN_HAND: MessageState = "submitting";

type Row = {
  id: string; state: MessageState; reason: string; purpose: string; channel: string; created_at: Date; submitted_at: Date | null; final_at: Date | null; not_before: Date | null;
  attempts: number; segments: number; billing_segments: number; cost_micros: bigint; campaign_id: string | null; campaign_name: string | null;
  template_key: string; template_name: string; customer_id: string; customer_number: string | null; name_cipher: Uint8Array | null; to_cipher: Uint8Array | null; branch_name: string; branch_name_en: string;
};

const wantedStates = ({ state, bucket }: MessageFilters): readonly MessageState[] | null => (state ? [state] : bucket ? MESSAGE_STATES.filter((one) => bucketOf(one) === bucket) : null);

/** Everything but the branch, the campaign and the state, which decide how messages are looked for. */
function narrowed(filters: MessageFilters, before: string | undefined): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (before) conditions.push(Prisma.sql`m.id < ${before}::uuid`);
  if (filters.customerId) conditions.push(Prisma.sql`m.customer_id = ${filters.customerId}::uuid`);
  if (filters.reason) conditions.push(Prisma.sql`m.reason = ${filters.reason}`);
  if (filters.purpose) conditions.push(Prisma.sql`m.purpose = ${filters.purpose}`);
  // The id carries the time: a bound on it closes the partitions of other months.
  if (filters.from) conditions.push(Prisma.sql`m.id >= uuid_v7_floor(${filters.from}::timestamptz)`);
  if (filters.to) conditions.push(Prisma.sql`m.id < uuid_v7_floor(${filters.to}::timestamptz)`);
  return conditions;
}

// A province has some dozens; for more, walking the newest messages of all finds a page sooner.
const BRANCHES_APART = 40;

/** Paths of the branches that are looked at; null: so many that they are no help in finding anything. */
async function pathsOf(actor: { readonly branchPath: string }, branch: string | undefined): Promise<readonly string[] | null> {
  const rows = await db().$queryRaw<{ path: string }[]>`
    SELECT b.path FROM branch b WHERE b.path LIKE ${`${actor.branchPath}%`}
      ${branch === undefined ? Prisma.empty : Prisma.sql`AND starts_with(b.path, (SELECT path FROM branch WHERE code = ${branch}))`} LIMIT ${BRANCHES_APART + 1}`;
  return rows.length > BRANCHES_APART ? null : rows.map((row) => row.path);
}

/**
 * Ids of a page of messages, by the index that has them in order. Messages of a branch lie by branch, those that wait or
 * went wrong by state: the first ones of each, put together, are the first ones of all. Asked for in one condition the
 * planner walks the newest messages of the whole bank instead, ten million of them for what is rare or long past.
 */
async function pageOfIds(actor: { readonly branchPath: string }, filters: MessageFilters, before: string | undefined, take: number): Promise<Prisma.Sql> {
  const conditions = narrowed(filters, before);
  const mine = Prisma.sql`m.branch_path LIKE ${`${actor.branchPath}%`}`;
  const ofBranch = filters.branch ? [Prisma.sql`EXISTS (SELECT FROM branch f WHERE f.code = ${filters.branch} AND starts_with(m.branch_path, f.path))`] : [];
  const ofCampaign = filters.campaignId ? [Prisma.sql`m.campaign_id = ${filters.campaignId}::uuid`] : [];
  const firsts = (of: readonly string[], each: Prisma.Sql, others: Prisma.Sql = Prisma.empty) => Prisma.sql`
    SELECT f.id FROM (SELECT f.id FROM unnest(${of}::text[]) s(key) CROSS JOIN LATERAL (SELECT m.id FROM message m WHERE ${Prisma.join([each, ...conditions], " AND ")} ORDER BY m.id DESC LIMIT ${take}) f ${others}) f ORDER BY f.id DESC LIMIT ${take}`;
  const states = wantedStates(filters);
  if (states?.every((state) => WATCHED.has(state) || state === IN_HAND) === true && !filters.customerId) {
    const narrower = [...ofCampaign, mine, ...ofBranch];
    const inHand = Prisma.sql`UNION ALL SELECT m.id FROM dispatch_batch d JOIN message m ON m.batch_id = d.id WHERE d.state = 'claimed' AND ${Prisma.join([Prisma.sql`m.state = ${IN_HAND}`, ...narrower, ...conditions], " AND ")}`;
    return firsts(states.filter((state) => WATCHED.has(state)), Prisma.join([Prisma.sql`m.watch_state = s.key`, ...narrower], " AND "), states.includes(IN_HAND) ? inHand : Prisma.empty);
  }
  if (states) conditions.push(Prisma.sql`m.state = ANY(${states}::text[])`);
  const paths = filters.customerId || filters.campaignId ? null : await pathsOf(actor, filters.branch);
  // What is rare is found sooner by what makes it rare; in one branch there is nothing to choose.
  const isRare = states !== null || filters.reason !== undefined || filters.purpose !== undefined;
  if (paths && (paths.length <= 1 || !isRare)) return firsts(paths, Prisma.sql`m.branch_path = s.key`);
  return Prisma.sql`SELECT m.id FROM message m WHERE ${Prisma.join([...ofCampaign, mine, ...ofBranch, ...conditions], " AND ")} ORDER BY m.id DESC LIMIT ${take}`;
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
const TABLES = Prisma.sql`message m ON m.id = page.id JOIN template_version v ON v.id = m.template_version_id JOIN template t ON t.id = v.template_id JOIN branch b ON b.id = m.branch_id
  LEFT JOIN customer p ON p.id = m.customer_id LEFT JOIN campaign c ON c.id = m.campaign_id`;

/** Messages of the actor's subtree, newest first, by keyset; names and phones masked. */
export async function listMessages(actor: Authorized<"message:read">, filters: MessageFilters, before?: string, take = MESSAGES_A_PAGE) {
  const ids = await pageOfIds(actor, filters, before, take + 1);
  const rows = await db().$queryRaw<Row[]>`WITH page AS MATERIALIZED (${ids}) SELECT ${COLUMNS} FROM page JOIN ${TABLES} ORDER BY m.id DESC`;
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
