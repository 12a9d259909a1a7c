import "server-only";
import type { MessageState } from "@/lib/domain/message/states";
import { bankDay } from "../bank-calendar";
import { literal } from "../db/transaction";
import { addUp } from "./add-up";
import type { Sql } from "./sql";

/** What a message weighs in the roll-ups, wherever it moves. */
export type Counted = {
  readonly campaignId: string | null;
  readonly branchId: string;
  readonly createdAt: Date;
  readonly purpose: string;
  readonly channel: string;
  readonly segments: number;
  readonly billingSegments: number;
  readonly costMicros: bigint;
};

type Sum = { count: number; segments: number; billing: number; cost: bigint };

const SEPARATOR = "\u0001";

/** Changes of the roll-ups by one transaction: collected while it moves messages, written once, last. */
export class TallyDeltas {
  private readonly campaign = new Map<string, Sum>();
  private readonly daily = new Map<string, Sum>();

  /** Recipients that became messages, or (negative) were added as such. */
  pending(campaignId: string, count: number): void {
    add(this.campaign, [campaignId, "pending", ""], { count, segments: 0, billing: 0, cost: 0n });
  }

  /** Recipients of a campaign that was cancelled before it started. */
  neverStarted(campaignId: string, count: number): void {
    add(this.campaign, [campaignId, "withheld", "cancelled"], { count, segments: 0, billing: 0, cost: 0n });
  }

  /** A message that came into being. */
  born(row: Counted, state: MessageState, reason: string): void {
    this.count(row, state, reason, 1);
  }

  /** A message that went from one state (and reason) to another. */
  moved(row: Counted, from: MessageState, fromReason: string, to: MessageState, toReason: string): void {
    if (from === to && fromReason === toReason) return;
    this.count(row, from, fromReason, -1);
    this.count(row, to, toReason, 1);
  }

  private count(row: Counted, state: MessageState, reason: string, sign: 1 | -1): void {
    // What is kept back costs nothing.
    const weight = state === "withheld" ? 0 : sign;
    const sum: Sum = { count: sign, segments: row.segments * weight, billing: row.billingSegments * weight, cost: row.costMicros * BigInt(weight) };
    if (row.campaignId !== null) add(this.campaign, [row.campaignId, state, reason], sum);
    add(this.daily, [bankDay(row.createdAt), row.branchId, row.purpose, row.channel, state, reason], sum);
  }

  /** Writes the changes in key order, so that two transactions never wait for each other in a circle; in a batch's transaction, with its COMMIT. */
  async write(sql: Sql): Promise<void> {
    const campaign = rowsOf(this.campaign).map(({ key: [id = "", state = "", reason = ""], sum }) => ({ campaign: id, state, reason, ...weights(sum) }));
    if (campaign.length > 0) {
      await addUp(sql, "campaign_tally",
        `INSERT INTO campaign_tally AS t (campaign_id, state, reason, count, segments, billing_segments, cost_micros)
         SELECT * FROM jsonb_to_recordset(${literal(campaign)}) AS d(campaign uuid, state text, reason text, n int, s int, b int, c bigint) ORDER BY 1, 2, 3
         ON CONFLICT (campaign_id, state, reason) DO UPDATE SET count = t.count + excluded.count, segments = t.segments + excluded.segments,
           billing_segments = t.billing_segments + excluded.billing_segments, cost_micros = t.cost_micros + excluded.cost_micros`);
    }
    const daily = rowsOf(this.daily).map(({ key: [day = "", branch = "", purpose = "", channel = "", state = "", reason = ""], sum }) => ({ day, branch, purpose, channel, state, reason, ...weights(sum) }));
    if (daily.length > 0) {
      await addUp(sql, "daily_tally",
        `INSERT INTO daily_tally AS t (day, branch_id, purpose, channel, state, reason, count, segments, billing_segments, cost_micros)
         SELECT * FROM jsonb_to_recordset(${literal(daily)}) AS d(day date, branch uuid, purpose text, channel text, state text, reason text, n int, s int, b int, c bigint) ORDER BY 1, 2, 3, 4, 5, 6
         ON CONFLICT (day, branch_id, purpose, channel, state, reason) DO UPDATE SET count = t.count + excluded.count, segments = t.segments + excluded.segments,
           billing_segments = t.billing_segments + excluded.billing_segments, cost_micros = t.cost_micros + excluded.cost_micros`);
    }
  }
}

function weights({ count, segments, billing, cost }: Sum): { readonly n: number; readonly s: number; readonly b: number; readonly c: string } {
  return { n: count, s: segments, b: billing, c: cost.toString() };
}

function add(sums: Map<string, Sum>, key: readonly string[], change: Sum): void {
  const text = key.join(SEPARATOR);
  const sum = sums.get(text);
  if (!sum) {
    sums.set(text, { ...change });
    return;
  }
  sum.count += change.count;
  sum.segments += change.segments;
  sum.billing += change.billing;
  sum.cost += change.cost;
}

type Row = { readonly key: readonly string[]; readonly sum: Sum };

function rowsOf(sums: ReadonlyMap<string, Sum>): Row[] {
  return [...sums]
    .filter(([, sum]) => sum.count !== 0 || sum.segments !== 0 || sum.billing !== 0 || sum.cost !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, sum]) => ({ key: key.split(SEPARATOR), sum }));
}
