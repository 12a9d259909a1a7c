import "server-only";
import type { Sql } from "./sql";

/**
 * Reserves the carrier's time for so many messages and answers the milliseconds to wait before they may be handed over.
 * One row a key in the database is the limit for all processes: it holds the instant until which the line is taken
 * (generic cell rate algorithm), by the database's clock.
 *
 * Nothing is given back: whoever dies or is stopped between reserving and handing over leaves its slot of the line unused
 * (about a second, once for each batch that waited). Those behind it keep the times that they were told; to move the end
 * of the line back would set the next batch on top of the last.
 */
export async function reserve(sql: Sql, key: string, messages: number, perSecond: number): Promise<number> {
  const taken = Math.max(1, Math.ceil((messages * 1000) / perSecond));
  const { rows } = await sql.query<{ wait: string }>(
    `INSERT INTO rate_limit AS r (key, points, expire) VALUES ($1, 0, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $2::bigint)
     ON CONFLICT (key) DO UPDATE SET expire = greatest(r.expire, (extract(epoch FROM clock_timestamp()) * 1000)::bigint) + $2::bigint
     RETURNING (expire - $2::bigint - (extract(epoch FROM clock_timestamp()) * 1000)::bigint)::text AS wait`,
    [`pace:${key}`, taken],
  );
  return Math.max(0, Number(rows[0]?.wait ?? 0));
}

/** Takes the line for so many messages if it is free within `aheadMs`; else takes nothing, and answers false. */
export async function takeIfFree(sql: Sql, key: string, messages: number, perSecond: number, aheadMs: number): Promise<boolean> {
  const taken = Math.max(1, Math.ceil((messages * 1000) / perSecond));
  const { rowCount } = await sql.query(
    `INSERT INTO rate_limit AS r (key, points, expire) VALUES ($1, 0, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $2::bigint)
     ON CONFLICT (key) DO UPDATE SET expire = greatest(r.expire, (extract(epoch FROM clock_timestamp()) * 1000)::bigint) + $2::bigint
     WHERE r.expire <= (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $3::bigint RETURNING 1`,
    [`pace:${key}`, taken, aheadMs],
  );
  return rowCount === 1;
}

export type Line = { readonly accountId: string; readonly accountSpeed: number; readonly campaignId: string | null; readonly campaignSpeed: number | null; readonly lane: "urgent" | "bulk" };

const accountKey = ({ accountId }: Pick<Line, "accountId">) => `account:${accountId}`;
/** Of a campaign that has a speed of its own. */
const campaignKey = ({ campaignId, campaignSpeed }: Line) => (campaignId === null || campaignSpeed === null ? null : `campaign:${campaignId}`);

/** For how many milliseconds the line is taken already: whoever would wait long need not stand in it. */
export async function lineTakenFor(sql: Sql, line: Line): Promise<number> {
  const keys = [accountKey(line), campaignKey(line)].flatMap((key) => (key === null ? [] : [`pace:${key}`]));
  const { rows } = await sql.query<{ taken: string | null }>("SELECT (max(expire) - (extract(epoch FROM clock_timestamp()) * 1000)::bigint)::text AS taken FROM rate_limit WHERE key = ANY($1::text[])", [keys]);
  return Math.max(0, Number(rows[0]?.taken ?? 0));
}

/** Reserves for a batch on its account, and on its campaign where that has a speed of its own; answers the longer wait. */
export async function reserveLine(sql: Sql, line: Line, messages: number): Promise<number> {
  const bulk = await reserve(sql, accountKey(line), messages, line.accountSpeed);
  // Urgent messages take their share of the line, so that bulk slows down, but never stand behind what bulk reserved.
  if (line.lane === "urgent") return reserve(sql, `urgent:${line.accountId}`, messages, line.accountSpeed);
  const campaign = campaignKey(line);
  return campaign === null || line.campaignSpeed === null ? bulk : Math.max(bulk, await reserve(sql, campaign, messages, line.campaignSpeed));
}

/**
 * Keeps the line once more right before a batch is claimed, and answers the milliseconds to wait. Between the place that it
 * reserved and its claim lie reading and deciding, which take longer on a busy machine: without this, batches bunch up behind
 * a slow one and the carrier sees more in a second than was agreed. Asked before the claim and not after it, because a refusal
 * that arrives during the wait must still stop its message. Urgent messages are counted and do not wait.
 */
export async function keepLine(sql: Sql, line: Pick<Line, "accountId" | "accountSpeed" | "lane">, messages: number): Promise<number> {
  const wait = await reserve(sql, `kept:${line.accountId}`, messages, line.accountSpeed);
  return line.lane === "urgent" ? 0 : wait;
}
