import "server-only";
import type { MessageState } from "@/lib/domain/message/states";
import type { HistoryFact } from "@/lib/domain/policy/facts";
import { rulesInForce, type RulePack } from "@/lib/domain/policy/pack";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { Sql } from "./sql";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far back caps and repetitions look, in milliseconds, for a message that asks for consent (`asksFor`) or not; 0: no rule asks about the past. */
export function historyNeeded(pack: RulePack, purpose: Purpose, channel: Channel, now: Date, asksFor: Purpose | null = null): number {
  const rules = rulesInForce(pack, purpose, channel, now.getTime());
  const cap = rules.frequency_cap?.params;
  const repeat = rules.duplicate?.params;
  const capped = !cap ? 0 : cap.perMonth !== null ? 30 * DAY : cap.perWeek !== null ? 7 * DAY : cap.perDay !== null ? DAY : 0;
  const total = rules.total_cap?.params;
  const totalled = !total ? 0 : total.perWeek !== null ? 7 * DAY : total.perDay !== null ? DAY : 0;
  const family = rules.family_cap?.params.perMonth == null ? 0 : 30 * DAY;
  const asked = asksFor === null ? 0 : (rules.cooling_off?.params.months ?? 0) * 31 * DAY;
  return Math.max(capped, totalled, family, asked, (repeat?.contentHours ?? 0) * HOUR, (repeat?.templateHours ?? 0) * HOUR);
}

/** Whether messages that still wait count (when a new one is planned) or only those that left (when one is about to leave). */
export type HistoryScope = "planned" | "left";

const STATES: Readonly<Record<HistoryScope, readonly MessageState[]>> = {
  planned: ["deferred", "queued", "submitting", "sent", "delivered", "uncertain"],
  left: ["submitting", "sent", "delivered", "uncertain"],
};

// A message is made at most this long before it is sent (the longest wait for an hour that suits).
const WAIT_MAX = 4 * DAY;

type Row = { customer_id: string; at: Date; purpose: Purpose; channel: Channel; key: string; content: string | null; asks_for: Purpose | null; family: string | null };

/** Messages of these customers in the stretch that the rules look at, without those named in `except`. */
export async function readHistory(
  sql: Sql, customerIds: readonly string[], since: Date, scope: HistoryScope, except: readonly string[] = [],
): Promise<Map<string, HistoryFact[]>> {
  const { rows } = await sql.query<Row>(
    `SELECT m.customer_id, coalesce(m.submitted_at, m.not_before, m.created_at) AS at, m.purpose, m.channel, t.key, encode(m.content_index, 'base64') AS content, t.asks_for, c.family
     FROM message m JOIN template_version v ON v.id = m.template_version_id JOIN template t ON t.id = v.template_id LEFT JOIN campaign c ON c.id = m.campaign_id
     WHERE m.customer_id = ANY($1::uuid[]) AND m.id >= uuid_v7_floor($2::timestamptz) AND m.state = ANY($3::text[]) AND m.id <> ALL($4::uuid[])`,
    [customerIds, new Date(since.getTime() - WAIT_MAX), STATES[scope], except],
  );
  const history = new Map<string, HistoryFact[]>();
  for (const row of rows) {
    const fact: HistoryFact = { at: row.at, purpose: row.purpose, channel: row.channel, templateKey: row.key, contentHash: row.content, asksFor: row.asks_for, family: row.family };
    const known = history.get(row.customer_id);
    if (known) known.push(fact);
    else history.set(row.customer_id, [fact]);
  }
  return history;
}
