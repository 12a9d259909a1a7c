import type { PoolClient } from "pg";
import { decide } from "@/lib/domain/policy/decide";
import { exampleFacts } from "@/lib/domain/policy/example-facts";
import { CN_PACK } from "@/lib/domain/policy/packs/cn";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import type { Version } from "./bank";

// A hundred days of messages: three quarters from campaigns, one quarter asked for one by one by bank systems. The
// roll-ups are written in the statement that writes the messages, so that they agree whatever is interrupted.

const DAY = 86_400_000;
const DAYS = 100;
const A_STATEMENT = 100_000;
const CAMPAIGN_SHARE = 0.75;
/** Messages a second of a campaign. */
const PACE = 2_000;
const BODIES = 64;

/** What every message carries as the trace of its decision: the entries that saw something of one real decision. */
function traceJson(): string {
  const { trace } = decide(CN_PACK, exampleFacts({ purpose: "account" }), new Date("2026-11-23T12:00:00+08:00"));
  return JSON.stringify(trace.filter((entry) => Object.keys(entry.evidence).length > 0));
}

/** Numbers the customers, so that SQL can pick one by number; lives as long as the connection. */
export async function numberCustomers(client: PoolClient): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE IF NOT EXISTS numbered AS SELECT (row_number() OVER (ORDER BY id) - 1)::int AS n, id, branch_id, branch_path, phone_cipher, phone_index FROM customer WHERE number LIKE 'B%'`,
  );
  await client.query("CREATE INDEX IF NOT EXISTS numbered_n ON numbered (n)");
  await client.query("ANALYZE numbered");
  // A UUIDv7 of a moment; the rest of it is drawn from a number, so that no two are alike.
  await client.query(
    `CREATE OR REPLACE FUNCTION pg_temp.id_at(ms bigint, number text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
       SELECT (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(number), 1, 3) || '8' || substr(md5(number), 4, 15))::uuid $$`,
  );
}

const WRITE = `
  WITH planned AS (
    SELECT o, $3::bigint + (o * $4::float8)::bigint AS ms, c.*, (o * 7919 + $5::int) % 1000 AS luck
    FROM generate_series($1::bigint, $2::bigint) o
    JOIN numbered c ON c.n = CASE WHEN $6::boolean AND o % 2000 = 0 THEN 0 ELSE (($7::bigint + o * $8::bigint) % $9::bigint)::int END
  ), made AS (
    INSERT INTO message (id, campaign_id, customer_id, branch_id, branch_path, template_version_id, purpose, channel, state, reason, trace, body_cipher, to_cipher, contact_index, content_index,
      segments, billing_segments, cost_micros, batch_id, provider_account_id, provider_message_id, attempts, created_at, submitted_at, final_at)
    SELECT pg_temp.id_at(ms, $10::text || o), $11::uuid, id, branch_id, branch_path, $12::uuid, $13::text, 'sms', s.state, s.reason, $14::jsonb, CASE WHEN s.state <> 'withheld' THEN ($15::bytea[])[o % array_length($15::bytea[], 1) + 1] END, phone_cipher, phone_index, $16::bytea,
      s.weight, s.weight, s.weight * $17::bigint, CASE WHEN s.weight = 1 AND $11::uuid IS NOT NULL THEN pg_temp.id_at($3::bigint + ((o / 500 * 500) * $4::float8)::bigint, 'batch' || $10::text || o / 500) END,
      $18::uuid, CASE WHEN s.weight = 1 THEN $10::text || o END, s.weight, at, CASE WHEN s.weight = 1 THEN at + interval '1 second' END, CASE WHEN s.state IN ('delivered', 'failed', 'withheld') THEN at + interval '8 seconds' END
    FROM planned, LATERAL (SELECT
      CASE WHEN luck < 930 THEN 'delivered' WHEN luck < 955 THEN 'failed' WHEN luck < 975 THEN 'sent' WHEN luck < 999 THEN 'withheld' ELSE 'uncertain' END AS state,
      CASE WHEN luck < 930 THEN '' WHEN luck < 940 THEN 'invalid_number' WHEN luck < 950 THEN 'undelivered' WHEN luck < 955 THEN 'expired' WHEN luck < 975 THEN ''
           WHEN luck < 990 THEN 'consent' WHEN luck < 997 THEN 'suppression' WHEN luck < 999 THEN 'duplicate' ELSE 'timeout' END AS reason,
      CASE WHEN luck >= 975 AND luck < 999 THEN 0 ELSE 1 END AS weight, to_timestamp(ms / 1000.0) AS at) s
    RETURNING *
  ), daily AS (
    INSERT INTO daily_tally AS t (day, branch_id, purpose, channel, state, reason, count, segments, billing_segments, cost_micros)
    SELECT (created_at AT TIME ZONE 'Asia/Shanghai')::date, branch_id, purpose, channel, state, reason, count(*), sum(segments), sum(billing_segments), sum(cost_micros) FROM made GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (day, branch_id, purpose, channel, state, reason) DO UPDATE SET count = t.count + excluded.count, segments = t.segments + excluded.segments,
      billing_segments = t.billing_segments + excluded.billing_segments, cost_micros = t.cost_micros + excluded.cost_micros
  ), of_campaign AS (
    INSERT INTO campaign_tally AS t (campaign_id, state, reason, count, segments, billing_segments, cost_micros)
    SELECT campaign_id, state, reason, count(*), sum(segments), sum(billing_segments), sum(cost_micros) FROM made WHERE campaign_id IS NOT NULL GROUP BY 1, 2, 3
    ON CONFLICT (campaign_id, state, reason) DO UPDATE SET count = t.count + excluded.count, segments = t.segments + excluded.segments,
      billing_segments = t.billing_segments + excluded.billing_segments, cost_micros = t.cost_micros + excluded.cost_micros
  ), delays AS (
    INSERT INTO daily_receipt_delay AS t (branch_id, day, provider_account_id, bucket_seconds, count)
    SELECT branch_id, (created_at AT TIME ZONE 'Asia/Shanghai')::date, provider_account_id, CASE abs(hashtext(provider_message_id)) % 8 WHEN 0 THEN 60 WHEN 1 THEN 30 WHEN 2 THEN 30 WHEN 3 THEN 5 ELSE 15 END, count(*) FROM made WHERE state = 'delivered' GROUP BY 1, 2, 3, 4
    ON CONFLICT (day, branch_id, provider_account_id, bucket_seconds) DO UPDATE SET count = t.count + excluded.count
  ), batches AS (
    INSERT INTO dispatch_batch (id, campaign_id, lane, provider_account_id, state, size, created_at, claimed_at, done_at)
    SELECT batch_id, campaign_id, 'bulk', provider_account_id, 'done', count(*), min(created_at), min(created_at), max(created_at) FROM made WHERE batch_id IS NOT NULL GROUP BY 1, 2, 4
    ON CONFLICT (id) DO NOTHING
  ), tried AS (
    INSERT INTO message_attempt (message_id, ordinal, provider_account_id, provider_message_id, outcome, started_at, answered_at)
    SELECT id, 1, provider_account_id, provider_message_id, CASE WHEN state = 'uncertain' THEN 'uncertain' ELSE 'accepted' END, submitted_at, submitted_at FROM made WHERE attempts = 1 AND provider_message_id LIKE '%7'
  )
  INSERT INTO receipt (provider_account_id, provider_message_id, state, at, received_at, message_id, applied_at)
  SELECT provider_account_id, provider_message_id, state, final_at, final_at, id, final_at FROM made WHERE state IN ('delivered', 'failed') AND provider_message_id LIKE '%7'`;

type Plan = {
  /** Begins the carrier's id of each message; no two plans have the same. */
  readonly mark: string; readonly campaignId: string | null; readonly version: Version; readonly count: number; readonly startMs: number; readonly stepMs: number; readonly offset: number; readonly stride: number;
};

export class MessageFiller {
  private readonly trace = traceJson();
  private readonly bodies = Array.from({ length: BODIES }, (_, index) => encrypt(`【鸿雁银行】第${index}号通知：您的账户信息已更新，详询网点。`, "message.body")).map((cipher) => Buffer.from(cipher));
  private serial = 0;

  constructor(private readonly client: PoolClient, private readonly versions: readonly Version[], private readonly customers: number, private readonly accountId: string, private readonly nowMs: number,) {}

  private async write(plan: Plan): Promise<void> {
    const content = Buffer.from(blindIndex(plan.mark, "content"));
    for (let from = 0; from < plan.count; from += A_STATEMENT) {
      await this.client.query(WRITE, [
        from, Math.min(plan.count, from + A_STATEMENT) - 1, plan.startMs, plan.stepMs, this.serial, plan.campaignId === null, plan.offset, plan.stride, this.customers,
        plan.mark, plan.campaignId, plan.version.id, plan.version.purpose, this.trace, this.bodies, content, plan.version.purpose === "promotion" ? 52_000 : 45_000, this.accountId,
      ]);
    }
  }

  private async campaign(count: number, startMs: number): Promise<void> {
    const serial = (this.serial += 1);
    const version = this.versions[(serial * 7) % this.versions.length]!;
    const start = new Date(startMs);
    const { rows } = await this.client.query<{ id: string }>(
      `INSERT INTO campaign (id, name, state, template_version_id, purpose, branch_id, branch_path, author_id, author_name, audience_rule, frozen_count, frozen_at, approved_by, approved_at, cursor, started_at, finished_at, created_at)
       SELECT pg_temp.id_at($1::bigint, 'campaign' || $2::text), '第' || $2::text || '次通知', 'completed', $3::uuid, $4::text, b.id, b.path, p.id, p.name, '{}', $5::int, $6::timestamptz, r.id, $6::timestamptz, $5::int, $6::timestamptz, $6::timestamptz + interval '1 hour', $6::timestamptz - interval '1 day'
       FROM branch b, person p, person r WHERE b.code = 'HQ' AND p.login = 'officer@demo' AND r.login = 'reviewer@demo' RETURNING id`,
      [startMs - DAY, String(serial), version.id, version.purpose, count, start],
    );
    const id = rows[0]?.id ?? null;
    const offset = (serial * 104_729) % this.customers;
    await this.client.query("INSERT INTO campaign_audience (campaign_id, ordinal, customer_id) SELECT $1::uuid, o + 1, c.id FROM generate_series(0, $2::bigint - 1) o JOIN numbered c ON c.n = ($3::bigint + o) % $4::bigint", [id, count, offset, this.customers]);
    await this.write({ mark: `C${serial}-`, campaignId: id, version, count, startMs, stepMs: 1_000 / PACE, offset, stride: 1 });
  }

  /** Writes so many messages over the last hundred days, from so many campaigns, the largest of them a tenth of all, and from single requests. */
  async fill(count: number, campaigns: number): Promise<void> {
    const largest = Math.min(Math.floor(count / 10), this.customers);
    const weights = Array.from({ length: campaigns - 1 }, (_, index) => 1 / (index + 1) ** 0.6);
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const rest = Math.floor(count * CAMPAIGN_SHARE) - largest;
    const sizes = [largest, ...weights.map((weight) => Math.min(this.customers, Math.max(1, Math.floor((rest * weight) / whole))))];
    const begin = this.nowMs - DAYS * DAY;
    // 10 o'clock in Beijing, some days apart and never of the future; the order of sizes is shuffled over the days.
    const midnight = Math.floor(begin / DAY) * DAY + 2 * 3_600_000;
    for (const [index, size] of sizes.entries()) await this.campaign(size, midnight + (1 + ((index * 37) % (DAYS - 2))) * DAY + (index % 5) * 1_800_000);
    const singles = count - sizes.reduce((sum, size) => sum + size, 0);
    const purposes = this.versions.filter((version) => version.purpose !== "promotion");
    const each = Math.ceil(singles / purposes.length);
    for (const [index, version] of purposes.entries()) {
      this.serial += 1;
      const own = Math.min(each, singles - index * each);
      if (own > 0) await this.write({ mark: `S${this.serial}-`, campaignId: null, version, count: own, startMs: begin + index * 977, stepMs: (DAYS * DAY) / each, offset: index * 31, stride: 7_919 });
    }
  }
}
