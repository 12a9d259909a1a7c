import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { BreakerState, BreakerWhy } from "@/lib/domain/carrier/breaker";
import { toBreaker } from "../carriers/breakers";
import { TRIES } from "../carriers/callbacks/take";
import { LINK_STATE_FRESH_MS } from "../carriers/links";
import { now } from "../clock";
import { pool } from "../db/client";

const WINDOW_MINUTES = 15;

/** How an account stands: counts of the last quarter of an hour, its breaker, its connections, and what it told us that nobody has read. */
export type AccountHealth = {
  readonly accountId: string;
  readonly breaker: BreakerState;
  readonly at: Date | null;
  readonly why: BreakerWhy | null;
  readonly accepted: number;
  readonly refused: number;
  readonly troubled: number;
  readonly uncertain: number;
  readonly delivered: number;
  readonly failed: number;
  /** Average time of an answer to a call, in milliseconds; null where nothing was called. */
  readonly answerMs: number | null;
  readonly links: readonly { readonly state: string; readonly detail: string }[];
  readonly waiting: number;
  readonly unreadable: number;
};

type Row = Omit<AccountHealth, "accountId" | "breaker" | "at" | "why" | "answerMs" | "links"> & { id: string; breaker: string; breaker_at: Date | null; breaker_why: (BreakerWhy & { times: number }) | null; answer_ms: string; calls: string; links: AccountHealth["links"] | null };

/** The health of all accounts, in three looks at small tables whatever the number of messages. */
export async function readHealth(actor: Authorized<"settings:read">): Promise<ReadonlyMap<string, AccountHealth>> {
  void actor;
  const at = now();
  const { rows } = await pool().query<Row>(
    `SELECT a.id, a.breaker, a.breaker_at, a.breaker_why, coalesce(m.accepted, 0)::int AS accepted, coalesce(m.refused, 0)::int AS refused, coalesce(m.troubled, 0)::int AS troubled, coalesce(m.uncertain, 0)::int AS uncertain,
       coalesce(m.delivered, 0)::int AS delivered, coalesce(m.failed, 0)::int AS failed, coalesce(m.answer_ms, 0)::text AS answer_ms, coalesce(m.calls, 0)::text AS calls, l.links,
       coalesce(c.waiting, 0)::int AS waiting, coalesce(c.unreadable, 0)::int AS unreadable
     FROM provider_account a
     LEFT JOIN (SELECT provider_account_id AS id, sum(accepted) AS accepted, sum(refused) AS refused, sum(troubled) AS troubled, sum(uncertain) AS uncertain, sum(delivered) AS delivered, sum(failed) AS failed,
         sum(answer_ms) AS answer_ms, sum(calls) AS calls FROM account_minute WHERE minute > $1::timestamptz - make_interval(mins => $2) GROUP BY 1) m ON m.id = a.id
     LEFT JOIN (SELECT provider_account_id AS id, jsonb_agg(jsonb_build_object('state', state, 'detail', detail) ORDER BY worker, slot) AS links FROM carrier_link_state WHERE at > $3 GROUP BY 1) l ON l.id = a.id
     LEFT JOIN (SELECT provider_account_id AS id, count(*) FILTER (WHERE failures < $4) AS waiting, count(*) FILTER (WHERE failures >= $4) AS unreadable FROM carrier_callback GROUP BY 1) c ON c.id = a.id`,
    [at, WINDOW_MINUTES, new Date(at.getTime() - LINK_STATE_FRESH_MS), TRIES],
  );
  return new Map(rows.map(({ id, breaker, breaker_at, breaker_why, answer_ms, calls, links, ...counts }) => {
    const { state, at: since, why } = toBreaker({ breaker, breaker_at, breaker_why });
    return [id, { ...counts, accountId: id, breaker: state, at: since, why, answerMs: Number(calls) === 0 ? null : Math.round(Number(answer_ms) / Number(calls)), links: links ?? [] }];
  }));
}
