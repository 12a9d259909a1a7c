import "server-only";
import { MESSAGE_STATES } from "@/lib/domain/message/states";
import { bankDay } from "../bank-calendar";
import { LINK_STATE_FRESH_MS } from "../carriers/links";
import { now } from "../clock";
import { pool } from "../db/client";
import { lastHeartbeats } from "../jobs/heartbeat";

/** Rows that a count looks at: a backlog beyond it is a backlog, and a scrape stays cheap. */
const COUNTED_MAX = 100_000;
const RECENT_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** One figure: its value and what it belongs to. */
export type Figure<L extends string = never> = { readonly value: number } & Readonly<Record<L, string>>;

export type Readings = {
  readonly queue: readonly { readonly lane: string; readonly batches: number; readonly messages: number; readonly oldestSeconds: number }[];
  readonly messagesToday: readonly Figure<"state" | "purpose">[];
  readonly attempts: readonly Figure<"account" | "outcome">[];
  readonly answers: readonly Figure<"account">[];
  readonly accounts: readonly { readonly account: string; readonly state: string }[];
  readonly links: readonly Figure<"account" | "state">[];
  readonly receiptsUnapplied: number;
  readonly callbacks: readonly { readonly kind: string; readonly waiting: number; readonly stuck: number }[];
  readonly campaigns: readonly Figure<"state">[];
  readonly importsOpen: number;
  readonly importRows: readonly Figure<"outcome">[];
  readonly heartbeatAgeSeconds: number | null;
  readonly laneHeartbeatAges: readonly Figure<"lane">[];
  readonly auditEntries: number;
};

type Row = Record<string, unknown>;
const LANES = ["urgent", "bulk"] as const;
const OUTCOMES = ["accepted", "refused", "troubled", "uncertain", "delivered", "failed"] as const;

/** As the sweeper sees it: what a paused campaign holds back is not due. */
const QUEUE = `
  SELECT q.lane, count(*)::int AS batches, coalesce(sum(q.size), 0)::int AS messages, min(q.due) AS oldest
  FROM (SELECT b.lane, b.size, coalesce(b.not_before, b.created_at) AS due FROM dispatch_batch b LEFT JOIN campaign c ON c.id = b.campaign_id
        WHERE b.state = 'pending' AND (b.not_before IS NULL OR b.not_before <= $1) AND (c.id IS NULL OR c.state IN ('running', 'cancelled')) LIMIT $2) q
  GROUP BY q.lane`;

const ACCOUNTS = `
  SELECT a.key AS account, CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN a.breaker = 'open' AND a.breaker_at > $1 THEN 'resting' WHEN a.breaker <> 'closed' THEN 'trial' ELSE 'in_use' END AS state,
    s.* FROM provider_account a LEFT JOIN LATERAL (
      SELECT ${OUTCOMES.map((one) => `coalesce(sum(m.${one}), 0)::int AS ${one}`).join(", ")}, sum(m.answer_ms)::float8 / nullif(sum(m.calls), 0) / 1000 AS answer
      FROM account_minute m WHERE m.provider_account_id = a.id AND m.minute >= date_trunc('minute', $2::timestamptz) AND m.minute < date_trunc('minute', $1::timestamptz)) s ON true
  ORDER BY a.key`;

const CALLBACKS = `
  SELECT k.kind, (SELECT count(*)::int FROM (SELECT FROM carrier_callback c WHERE c.kind = k.kind AND c.next_at <= $1 LIMIT $2) w) AS waiting,
    (SELECT count(*)::int FROM (SELECT FROM carrier_callback c WHERE c.kind = k.kind AND c.next_at = 'infinity' LIMIT $2) s) AS stuck
  FROM unnest(ARRAY['receipts', 'inbound']) AS k(kind)`;

const ONE_ROW = `
  SELECT (SELECT count(*)::int FROM (SELECT FROM receipt WHERE applied_at IS NULL AND received_at > $1::timestamptz - interval '3 days' LIMIT $2) r) AS receipts,
    (SELECT count(*)::int FROM customer_import WHERE state IN ('uploaded', 'running') AND confirmed_at IS NOT NULL) AS imports,
    (SELECT value->>'at' FROM setting WHERE key = 'worker.heartbeat') AS beat,
    (SELECT seq::text FROM audit_entry ORDER BY seq DESC LIMIT 1) AS entries`;

const IMPORTS = `
  SELECT coalesce(sum(taken), 0)::int AS taken, coalesce(sum(unchanged), 0)::int AS unchanged, coalesce(sum(refused), 0)::int AS refused, coalesce(sum(warnings), 0)::int AS warnings
  FROM customer_import WHERE id >= uuid_v7_floor($1::timestamptz)`;

const secondsSince = (at: Date, then: unknown) => Math.max(0, (at.getTime() - new Date(String(then instanceof Date ? then.toISOString() : then)).getTime()) / 1000);
const number = (value: unknown) => Number(value ?? 0);

/**
 * Reads what the whole installation is at: a few statements that look at indexes and roll-ups, never at messages. One
 * after the other over one connection, so that a scrape never takes more from the pool.
 */
export async function readFigures(): Promise<Readings> {
  const at = now();
  const client = await pool().connect();
  try {
    const rows = async (text: string, values: readonly unknown[] = []) => (await client.query<Row>(text, [...values])).rows;
    const queue = await rows(QUEUE, [at, COUNTED_MAX]);
    const today = await rows("SELECT state, purpose, sum(count)::int AS value FROM daily_tally WHERE day = $1::date GROUP BY state, purpose", [bankDay(at)]);
    const accounts = await rows(ACCOUNTS, [at, new Date(at.getTime() - RECENT_MS)]);
    const links = await rows(
      "SELECT a.key AS account, l.state, count(*)::int AS value FROM carrier_link_state l JOIN provider_account a ON a.id = l.provider_account_id WHERE l.at > $1 GROUP BY a.key, l.state", [new Date(at.getTime() - LINK_STATE_FRESH_MS)],
    );
    const callbacks = await rows(CALLBACKS, [at, COUNTED_MAX]);
    const campaigns = await rows("SELECT state::text AS state, count(*)::int AS value FROM campaign WHERE state IN ('scheduled', 'running', 'paused') GROUP BY state");
    const [imports = {}] = await rows(IMPORTS, [new Date(at.getTime() - DAY_MS)]);
    const beats = Object.entries(await lastHeartbeats(client));
    const [one = {}] = await rows(ONE_ROW, [at, COUNTED_MAX]);
    return {
      queue: LANES.map((lane) => {
        const row = queue.find((waiting) => waiting.lane === lane);
        return { lane, batches: number(row?.batches), messages: number(row?.messages), oldestSeconds: row?.oldest ? secondsSince(at, row.oldest) : 0 };
      }),
      messagesToday: today.filter((row) => MESSAGE_STATES.some((state) => state === row.state)).map((row) => ({ state: String(row.state), purpose: String(row.purpose), value: number(row.value) })),
      attempts: accounts.flatMap((row) => OUTCOMES.map((outcome) => ({ account: String(row.account), outcome, value: number(row[outcome]) }))),
      answers: accounts.flatMap((row) => (row.answer === null ? [] : [{ account: String(row.account), value: number(row.answer) }])),
      accounts: accounts.map((row) => ({ account: String(row.account), state: String(row.state) })),
      links: links.map((row) => ({ account: String(row.account), state: String(row.state), value: number(row.value) })),
      receiptsUnapplied: number(one.receipts),
      callbacks: callbacks.map((row) => ({ kind: String(row.kind), waiting: number(row.waiting), stuck: number(row.stuck) })),
      campaigns: ["scheduled", "running", "paused"].map((state) => ({ state, value: number(campaigns.find((row) => row.state === state)?.value) })),
      importsOpen: number(one.imports),
      importRows: Object.entries(imports).map(([outcome, value]) => ({ outcome, value: number(value) })),
      heartbeatAgeSeconds: one.beat ? secondsSince(at, one.beat) : null,
      laneHeartbeatAges: beats.flatMap(([lane, beat]) => (beat === null ? [] : [{ lane, value: secondsSince(at, beat) }])),
      auditEntries: number(one.entries),
    };
  } finally {
    client.release();
  }
}
