import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { BreakerState, BreakerWhy } from "@/lib/domain/carrier/breaker";
import { isOwnCode } from "@/lib/domain/carrier/own-words";
import { reportSpace } from "@/lib/domain/carrier/report-space";
import { toProviderCode } from "@/lib/domain/message/mapped-code";
import { classifyCode, type ProviderCode } from "@/lib/domain/message/provider-error";
import { toBreaker } from "../carriers/breakers";
import { driverNamed } from "../carriers/registry";
import { TRIES } from "../carriers/callbacks/take";
import { LINK_STATE_FRESH_MS } from "../carriers/links";
import { now } from "../clock";
import { db, pool } from "../db/client";

const WINDOW_MINUTES = 15;
const CODES_SHOWN = 5;

/** A code with its number in the window; `reason`: what it means, a reason with words in i18n `message.reason`. */
export type HealthCode = { readonly code: string; readonly reason: string; readonly count: number };

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
  readonly links: readonly { readonly state: string; readonly detail: string; readonly inFlight: number; readonly window: number }[];
  /** Messages a second that the carrier answered in the last whole minute. */
  readonly perSecond: number;
  /** Why messages were refused, are in doubt or did not arrive, the most frequent first. */
  readonly codes: readonly HealthCode[];
  /** The minute in which the carrier last reported on a message; null: not for as long as figures are kept. */
  readonly reportedAt: Date | null;
  /** How far the carrier's clock is ahead of ours, in seconds; null where nothing shows that it is. */
  readonly clockSeconds: number | null;
  readonly waiting: number;
  readonly unreadable: number;
};

type Row = Omit<AccountHealth, "accountId" | "breaker" | "at" | "why" | "answerMs" | "links" | "codes" | "reportedAt" | "clockSeconds" | "perSecond"> & { id: string; breaker: string; breaker_at: Date | null; breaker_why: (BreakerWhy & { times: number }) | null; answer_ms: string; calls: string; links: AccountHealth["links"] | null; driver: string; last_minute: number; codes: readonly Readonly<Record<string, number>>[] | null; reported_at: Date | null; clock_seconds: number | null };

/** The health of all accounts, in three looks at small tables whatever the number of messages. */
export async function readHealth(actor: Authorized<"settings:read">): Promise<ReadonlyMap<string, AccountHealth>> {
  void actor;
  const at = now();
  const meanings = (await db().providerCode.findMany()).map(toProviderCode);
  const { rows } = await pool().query<Row>(
    `SELECT a.id, a.driver, a.breaker, a.breaker_at, a.breaker_why, coalesce(m.accepted, 0)::int AS accepted, coalesce(m.refused, 0)::int AS refused, coalesce(m.troubled, 0)::int AS troubled, coalesce(m.uncertain, 0)::int AS uncertain,
       coalesce(m.delivered, 0)::int AS delivered, coalesce(m.failed, 0)::int AS failed, coalesce(m.answer_ms, 0)::text AS answer_ms, coalesce(m.calls, 0)::text AS calls, coalesce(m.last_minute, 0)::int AS last_minute, m.codes, m.clock_seconds, r.reported_at, l.links,
       coalesce(c.waiting, 0)::int AS waiting, coalesce(c.unreadable, 0)::int AS unreadable
     FROM provider_account a
     LEFT JOIN (SELECT provider_account_id AS id, sum(accepted) AS accepted, sum(refused) AS refused, sum(troubled) AS troubled, sum(uncertain) AS uncertain, sum(delivered) AS delivered, sum(failed) AS failed,
         sum(answer_ms) AS answer_ms, sum(calls) AS calls,
         sum(accepted + refused + troubled + uncertain) FILTER (WHERE minute = date_trunc('minute', $1::timestamptz) - interval '1 minute') AS last_minute,
         jsonb_agg(codes) FILTER (WHERE codes <> '{}') AS codes, (array_agg(clock_seconds ORDER BY minute DESC) FILTER (WHERE clock_seconds IS NOT NULL))[1] AS clock_seconds FROM account_minute WHERE minute > $1::timestamptz - make_interval(mins => $2) GROUP BY 1) m ON m.id = a.id
     LEFT JOIN (SELECT provider_account_id AS id, max(minute) AS reported_at FROM account_minute WHERE delivered + failed > 0 GROUP BY 1) r ON r.id = a.id
     LEFT JOIN (SELECT provider_account_id AS id, jsonb_agg(jsonb_build_object('state', state, 'detail', detail, 'inFlight', in_flight, 'window', "window") ORDER BY worker, slot) AS links FROM carrier_link_state WHERE at > $3 GROUP BY 1) l ON l.id = a.id
     LEFT JOIN (SELECT provider_account_id AS id, count(*) FILTER (WHERE failures < $4) AS waiting, count(*) FILTER (WHERE failures >= $4) AS unreadable FROM carrier_callback GROUP BY 1) c ON c.id = a.id`,
    [at, WINDOW_MINUTES, new Date(at.getTime() - LINK_STATE_FRESH_MS), TRIES],
  );
  return new Map(rows.map(({ id, driver, breaker, breaker_at, breaker_why, answer_ms, calls, links, last_minute, codes, reported_at, clock_seconds, ...counts }) => {
    const { state, at: since, why } = toBreaker({ breaker, breaker_at, breaker_why });
    return [id, {
      ...counts, accountId: id, breaker: state, at: since, why, answerMs: Number(calls) === 0 ? null : Math.round(Number(answer_ms) / Number(calls)), links: links ?? [],
      perSecond: Math.round((last_minute / 60) * 10) / 10, codes: codesOf(driver, codes ?? [], meanings), reportedAt: reported_at, clockSeconds: clock_seconds,
    }];
  }));
}

function reportReason(driverKey: string, code: string, meanings: readonly ProviderCode[]): string {
  const { receiptReason, capabilities } = driverNamed(driverKey);
  const own = classifyCode(reportSpace(capabilities.submitCodes), code, meanings);
  return (own.mapped ? own.class : null) ?? receiptReason(code);
}

/** The window's codes together, in the meaning that the pipeline gave them. */
function codesOf(driverKey: string, minutes: readonly Readonly<Record<string, number>>[], meanings: readonly ProviderCode[]): readonly HealthCode[] {
  const counts = new Map<string, number>();
  for (const minute of minutes) for (const [key, count] of Object.entries(minute)) counts.set(key, (counts.get(key) ?? 0) + count);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, CODES_SHOWN).map(([key, count]) => {
    const at = key.indexOf("|");
    const [space, code] = [key.slice(0, at), key.slice(at + 1)];
    const own = isOwnCode(code);
    const reason = own ? "" : space === "report" ? reportReason(driverKey, code, meanings) : (classifyCode(space, code, meanings).class ?? "");
    return { code, reason, count };
  });
}
