import "server-only";
import { blindIndex } from "../../crypto/blind-index";
import { pool } from "../../db/client";
import type { Outgoing } from "../port";

/** So many messages to one number in so many seconds; `code`: what the carrier would say to one more. */
export type NumberLimit = { readonly messages: number; readonly seconds: number; readonly code: string };

/**
 * Counts the messages against the carrier's limits for one number, over all processes, and answers those that the carrier
 * would refuse, with its own code. Windows begin with a number's first message; numbers are kept as keyed hashes.
 */
export async function overNumberLimits(accountId: string, limits: readonly NumberLimit[], batch: readonly Outgoing[], scopeOf: (message: Outgoing) => string): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const limit of limits) {
    const counted = new Map<string, string[]>();
    for (const message of batch) {
      if (refused.has(message.reference)) continue;
      const key = `to:${accountId}:${String(limit.seconds)}:${Buffer.from(blindIndex(`${scopeOf(message)}\0${message.to}`, "phone")).toString("base64url")}`;
      counted.set(key, [...(counted.get(key) ?? []), message.reference]);
    }
    if (counted.size === 0) break;
    const before = await count(counted, limit);
    for (const [key, references] of counted) {
      for (const reference of references.slice(Math.max(0, limit.messages - (before.get(key) ?? 0)))) refused.set(reference, limit.code);
    }
  }
  return refused;
}

/** Adds to every window in one statement and answers what it held before. */
async function count(counted: ReadonlyMap<string, readonly string[]>, { messages, seconds }: NumberLimit): Promise<ReadonlyMap<string, number>> {
  // Sorted, so that two batches with the same numbers wait for each other instead of locking each other out.
  const keys = [...counted.keys()].sort();
  const { rows } = await pool().query<{ key: string; points: number }>(
    `INSERT INTO rate_limit AS r (key, points, expire)
     SELECT n.key, least(n.points, $3::int), (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $4::bigint FROM unnest($1::text[], $2::int[]) AS n(key, points)
     ON CONFLICT (key) DO UPDATE SET
       points = CASE WHEN r.expire > (extract(epoch FROM clock_timestamp()) * 1000)::bigint THEN r.points ELSE 0 END + excluded.points,
       expire = CASE WHEN r.expire > (extract(epoch FROM clock_timestamp()) * 1000)::bigint THEN r.expire ELSE excluded.expire END
     RETURNING key, points`,
    [keys, keys.map((key) => counted.get(key)?.length ?? 0), messages, seconds * 1_000],
  );
  return new Map(rows.map(({ key, points }) => [key, points - Math.min(counted.get(key)?.length ?? 0, messages)]));
}
