import type { MessageBucket } from "@/lib/domain/message/states";

export type Counts = Readonly<Record<MessageBucket, number>>;

/** Part of whole, or null where there is nothing to divide by: "no data" is not 0 %. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/**
 * Delivered, of the messages whose fate is known. Those still without a report are shown beside it, not counted
 * against it: a campaign that just ran would look like a failure.
 */
export function deliveryRate(counts: Pick<Counts, "delivered" | "failed">): number | null {
  return share(counts.delivered, counts.delivered + counts.failed);
}

/** Refusals by reply, of the messages that customers can have received. */
export function refusalRate(refusals: number, counts: Pick<Counts, "sent" | "delivered">): number | null {
  return share(refusals, counts.sent + counts.delivered);
}

/** Everybody a message was meant for. */
export function audienceOf(counts: Counts): number {
  return counts.waiting + counts.sent + counts.delivered + counts.failed + counts.withheld + counts.uncertain;
}

/** Messages that left, or may have left: what the carrier's bill is about. */
export function leftOf(counts: Counts): number {
  return counts.sent + counts.delivered + counts.failed + counts.uncertain;
}

export type DelayBucket = { readonly bucketSeconds: number; readonly count: number };

/** The upper bound, in seconds, under which the given share of receipts arrived; null without receipts. */
export function delayQuantile(buckets: readonly DelayBucket[], quantile: number): number | null {
  const sorted = buckets.filter((bucket) => bucket.count > 0).sort((a, b) => a.bucketSeconds - b.bucketSeconds);
  const total = sorted.reduce((sum, bucket) => sum + bucket.count, 0);
  let seen = 0;
  for (const bucket of sorted) {
    seen += bucket.count;
    if (seen >= quantile * total) return bucket.bucketSeconds;
  }
  return null;
}

/** Upper bounds of the receipt delay roll-up, in seconds: 5 s to 72 h, the longest a report may take. */
export const DELAY_BUCKETS_SECONDS = [5, 15, 30, 60, 300, 900, 3_600, 14_400, 86_400, 259_200] as const;

/** The roll-up bucket of a delay; later than the last bound counts in the last. */
export function delayBucket(seconds: number): number {
  return DELAY_BUCKETS_SECONDS.find((bound) => seconds <= bound) ?? 259_200;
}
