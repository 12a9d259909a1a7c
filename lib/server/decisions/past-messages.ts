import "server-only";
import type { MessageState } from "@/lib/domain/message/states";
import type { HistoryFact, TraceEntry } from "@/lib/domain/policy/facts";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { Sql } from "../pipeline/sql";
import { readTraces } from "./traces";

/** A message as it was made, with what is left of the facts. */
export type PastMessage = {
  readonly id: string;
  readonly customerId: string;
  readonly campaignId: string | null;
  readonly versionId: string;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly createdAt: Date;
  readonly content: string | null;
  /** The answers of rules whose facts are kept nowhere else. */
  readonly trace: readonly Pick<TraceEntry, "rule" | "outcome" | "evidence">[];
  readonly family: string | null;
  readonly usesScore: boolean;
  readonly assessed: boolean;
};

type Row = {
  id: string; customer_id: string; campaign_id: string | null; version_id: string; purpose: Purpose; channel: Channel; created_at: Date; content: string | null;
  trace: unknown; family: string | null; uses_score: boolean | null; assessed: boolean | null;
};

const KEPT_NOWHERE_ELSE: ReadonlySet<string> = new Set(["closed_customer", "contact_point", "branch_scope", "small_amount", "sender_registration", "provider_contract"]);

/** The newest messages of a subtree since an instant, older than `before`, newest first. */
export async function readPastMessages(sql: Sql, branchPath: string, since: Date, before: string | null, take: number): Promise<PastMessage[]> {
  const { rows } = await sql.query<Row>(
    `SELECT m.id, m.customer_id, m.campaign_id, m.template_version_id AS version_id, m.purpose, m.channel, m.created_at, encode(m.content_index, 'base64') AS content,
            m.trace, c.family, c.uses_score, c.assessment IS NOT NULL AS assessed
     FROM message m LEFT JOIN campaign c ON c.id = m.campaign_id
     WHERE starts_with(m.branch_path, $1) AND m.id >= uuid_v7_floor($2::timestamptz) AND ($3::uuid IS NULL OR m.id < $3::uuid)
     ORDER BY m.id DESC LIMIT $4`,
    [branchPath, since, before, take],
  );
  const traces = await readTraces(rows.map((row) => row.trace), sql);
  return rows.map((row, index) => ({
    id: row.id, customerId: row.customer_id, campaignId: row.campaign_id, versionId: row.version_id, purpose: row.purpose, channel: row.channel, createdAt: row.created_at,
    content: row.content, trace: (traces[index] ?? []).filter(({ rule }) => KEPT_NOWHERE_ELSE.has(rule)), family: row.family, usesScore: row.uses_score ?? false, assessed: row.assessed ?? false,
  }));
}

type PastFact = HistoryFact & { readonly id: string; readonly createdAt: Date; readonly finalAt: Date | null; readonly isPlanned: boolean };
type FactRow = {
  id: string; customer_id: string; at: Date; purpose: Purpose; channel: Channel; key: string; content: string | null; asks_for: Purpose | null; family: string | null;
  created_at: Date; final_at: Date | null; state: MessageState;
};

// What counts towards caps while it waits or after it left (history.ts, "planned").
const PLANNED: ReadonlySet<MessageState> = new Set<MessageState>(["deferred", "queued", "submitting", "sent", "delivered", "uncertain"]);

/** Everything that was made for these customers since an instant, whatever became of it. */
export async function readPastFacts(sql: Sql, customerIds: readonly string[], since: Date, upTo: string): Promise<Map<string, PastFact[]>> {
  const { rows } = await sql.query<FactRow>(
    `SELECT m.id, m.customer_id, coalesce(m.submitted_at, m.not_before, m.created_at) AS at, m.purpose, m.channel, t.key, encode(m.content_index, 'base64') AS content,
            t.asks_for, c.family, m.created_at, m.final_at, m.state
     FROM message m JOIN template_version v ON v.id = m.template_version_id JOIN template t ON t.id = v.template_id LEFT JOIN campaign c ON c.id = m.campaign_id
     WHERE m.customer_id = ANY($1::uuid[]) AND m.id >= uuid_v7_floor($2::timestamptz) AND m.id <= $3::uuid
       AND (m.state = ANY($4::text[]) OR m.final_at > m.created_at)`,
    [customerIds, since, upTo, [...PLANNED]],
  );
  const found = new Map<string, PastFact[]>();
  for (const row of rows) {
    const fact: PastFact = {
      at: row.at, purpose: row.purpose, channel: row.channel, templateKey: row.key, contentHash: row.content, asksFor: row.asks_for, family: row.family,
      id: row.id, createdAt: row.created_at, finalAt: row.final_at, isPlanned: PLANNED.has(row.state),
    };
    const known = found.get(row.customer_id);
    if (known) known.push(fact);
    else found.set(row.customer_id, [fact]);
  }
  return found;
}

/** The history as it stood when a message was made: what was there before it and had not come to nothing yet. */
export function historyBefore(all: readonly PastFact[], message: Pick<PastMessage, "id" | "createdAt">): readonly HistoryFact[] {
  return all.filter(
    (one) => one.id < message.id && one.createdAt <= message.createdAt && (one.isPlanned || (one.finalAt !== null && one.finalAt > message.createdAt)),
  );
}
