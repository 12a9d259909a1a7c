import "server-only";
import type { DatedTable, RetentionTable } from "@/lib/domain/retention/terms";
import type { Sql } from "../pipeline/sql";

/** How old rows of one table are found. `$1` is the cut-off; `age` is the instant that the term counts from. */
export type Sweep = {
  readonly from: string;
  readonly age: string;
  /** Rows that stay although they are old: what is still being worked on. */
  readonly held?: string;
};

const ROWS_A_BATCH = 5_000;

// A list that an unfinished campaign draws its values from is in use, whatever its age.
const LIST_IN_USE = "EXISTS (SELECT FROM campaign k WHERE k.list_id = l.id AND k.state IN ('draft', 'in_review', 'approved', 'scheduled', 'running', 'paused'))";

/** Tables whose rows go in batches; `message` and `message_attempt` lose whole months, `message.body` its columns. */
export const SWEEPS = {
  receipt: { from: "receipt t", age: "t.received_at" },
  inbound_message: { from: "inbound_message t", age: "t.received_at" },
  dispatch_batch: { from: "dispatch_batch t", age: "t.created_at", held: "t.state <> 'done'" },
  person_request: { from: "person_request t", age: "coalesce(t.closed_at, t.received_at)", held: "t.state = 'open'" },
  retention_run: { from: "retention_run t", age: "coalesce(t.finished_at, t.started_at)", held: "t.finished_at IS NULL" },
  audience_list_entry: { from: "audience_list_entry t JOIN audience_list l ON l.id = t.list_id", age: "l.created_at", held: LIST_IN_USE },
  audience_list_refusal: { from: "audience_list_refusal t JOIN audience_list l ON l.id = t.list_id", age: "l.created_at" },
  import_refusal: { from: "import_refusal t JOIN customer_import i ON i.id = t.import_id", age: "i.created_at", held: "i.state IN ('uploaded', 'running')" },
  consent_import_refusal: { from: "consent_import_refusal t JOIN consent_import i ON i.id = t.import_id", age: "i.created_at" },
  access_link: { from: "access_link t", age: "t.expires_at" },
  access_code: { from: "access_code t", age: "t.expires_at" },
  secret_text: { from: "secret_text t", age: "t.expires_at" },
  idempotent_request: { from: "idempotent_request t", age: "t.created_at" },
  rate_limit: { from: "rate_limit t", age: "to_timestamp(t.expire / 1000.0)" },
  message_part: { from: "message_part t", age: "t.at" },
  carrier_callback: { from: "carrier_callback t", age: "t.received_at" },
  carrier_exchange: { from: "carrier_exchange t", age: "t.at" },
  carrier_link_state: { from: "carrier_link_state t", age: "t.at" },
  account_minute: { from: "account_minute t", age: "t.minute" },
  carrier_test: { from: "carrier_test t", age: "t.asked_at" },
  carrier_code: { from: "carrier_code t", age: "t.last_at" },
  simulated_message: { from: "simulated_message t", age: "t.accepted_at" },
} as const satisfies Partial<Record<RetentionTable, Sweep>>;

export type SweptTable = keyof typeof SWEEPS;
export const isSwept = (table: RetentionTable): table is SweptTable => Object.hasOwn(SWEEPS, table);

// What hangs on the rows of a table goes before them, in the same transaction.
const BEFORE: { readonly [T in SweptTable]?: string } = {
  inbound_message: "DELETE FROM inbound_answer WHERE inbound_id IN (SELECT id FROM inbound_message WHERE ctid = ANY($1::tid[]))",
  simulated_message: "DELETE FROM simulated_event WHERE provider_message_id IN (SELECT provider_message_id FROM simulated_message WHERE ctid = ANY($1::tid[]))",
};

/** Deletes one batch of what is older than the cut-off; fewer rows than a batch means that nothing due is left. Must be inside a transaction. */
export async function sweepBatch(sql: Sql, table: SweptTable, before: Date, size = ROWS_A_BATCH): Promise<{ readonly dropped: number; readonly more: boolean }> {
  const { from, age, held }: Sweep = SWEEPS[table];
  const { rows } = await sql.query<{ at: string }>(
    `SELECT t.ctid::text AS at FROM ${from} WHERE ${age} < $1::timestamptz ${held ? `AND NOT (${held})` : ""} LIMIT ${size} FOR UPDATE OF t SKIP LOCKED`, [before],
  );
  if (rows.length === 0) return { dropped: 0, more: false };
  const places = rows.map((row) => row.at);
  const first = BEFORE[table];
  if (first) await sql.query(first, [places]);
  const { rowCount } = await sql.query(`DELETE FROM ${table} WHERE ctid = ANY($1::tid[])`, [places]);
  return { dropped: rowCount ?? 0, more: rows.length === size };
}

/** The oldest row that is left and may be dropped one day, and how many old ones are held back. */
export async function leftOf(sql: Sql, table: SweptTable, before: Date): Promise<{ readonly oldest: Date | null; readonly held: number }> {
  const { from, age, held }: Sweep = SWEEPS[table];
  const { rows } = await sql.query<{ oldest: Date | null; held: number }>(
    `SELECT min(${age}) ${held ? `FILTER (WHERE NOT (${held}))` : ""} AS oldest, (count(*) FILTER (WHERE ${age} < $1::timestamptz ${held ? `AND ${held}` : "AND false"}))::int AS held FROM ${from}`, [before],
  );
  return { oldest: rows[0]?.oldest ?? null, held: rows[0]?.held ?? 0 };
}

/** A batch of the log that may be cut into the night. */
export type Partitioned = Extract<DatedTable, "message" | "message_attempt">;
const KEY: Record<Partitioned, string> = { message: "id", message_attempt: "message_id" };

/** Drops the months of a partitioned table that end before the cut-off; the database refuses what is younger than the law allows. */
export async function dropMonths(sql: Sql, table: Partitioned, before: Date): Promise<{ readonly dropped: number; readonly partitions: readonly string[] }> {
  const { rows } = await sql.query<{ partition: string; dropped: string }>("SELECT partition, dropped::text FROM drop_message_partitions($1, $2::date)", [table, before.toISOString().slice(0, 10)]);
  return { dropped: rows.reduce((sum, row) => sum + Number(row.dropped), 0), partitions: rows.map((row) => row.partition) };
}

/** When the oldest row of a partitioned table was made: its id carries the time (RFC 9562 §5.7). */
export async function oldestMonth(sql: Sql, table: Partitioned): Promise<Date | null> {
  const { rows } = await sql.query<{ id: string }>(`SELECT ${KEY[table]} AS id FROM ${table} ORDER BY ${KEY[table]} LIMIT 1`);
  return rows[0] ? new Date(Number.parseInt(rows[0].id.replaceAll("-", "").slice(0, 12), 16)) : null;
}

// Texts, numbers and the hashes made of them; what has yet to leave keeps them.
const HAS_BODY = "(body_cipher IS NOT NULL OR to_cipher IS NOT NULL OR contact_index IS NOT NULL OR content_index IS NOT NULL)";

/** Empties texts and numbers of one stretch of messages after an id; answers where to go on, null at the end. */
export async function emptyBodies(sql: Sql, after: string, before: Date, size = ROWS_A_BATCH): Promise<{ readonly dropped: number; readonly next: string | null }> {
  const { rows } = await sql.query<{ id: string }>("SELECT id FROM message WHERE id > $1::uuid AND id < uuid_v7_floor($2::timestamptz) ORDER BY id LIMIT $3", [after, before, size]);
  const last = rows.at(-1);
  if (!last) return { dropped: 0, next: null };
  const { rowCount } = await sql.query(
    `UPDATE message SET body_cipher = NULL, to_cipher = NULL, values_cipher = NULL, contact_index = NULL, content_index = NULL
     WHERE id > $1::uuid AND id <= $2::uuid AND state NOT IN ('queued', 'deferred', 'submitting') AND ${HAS_BODY}`, [after, last.id],
  );
  return { dropped: rowCount ?? 0, next: rows.length === size ? last.id : null };
}

/** The oldest message that still has a text or a number. */
export async function oldestBody(sql: Sql, before: Date): Promise<Date | null> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM message WHERE ${HAS_BODY} AND (id >= uuid_v7_floor($1::timestamptz) OR state NOT IN ('queued', 'deferred', 'submitting')) ORDER BY id LIMIT 1`, [before],
  );
  return rows[0] ? new Date(Number.parseInt(rows[0].id.replaceAll("-", "").slice(0, 12), 16)) : null;
}
