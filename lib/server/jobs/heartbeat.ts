import "server-only";
import { z } from "zod";
import { now } from "../clock";
import { pool } from "../db/client";
import type { Sql } from "../pipeline/sql";
import { doesUpkeep, WORKER_LANES, type WorkerLane } from "./lanes";

/** A worker says every few seconds that it lives; after this long without a word it counts as gone. */
const FRESH_MS = 30_000;

// The word of a worker that does upkeep, in the form that earlier versions write and read: it names no lanes.
const ANY = "worker.heartbeat";
const keyOf = (lane: WorkerLane) => `${ANY}.${lane}`;
const schema = z.object({ at: z.iso.datetime() });

/** Says that a worker of these lanes lives: a row for each of them, whoever wrote it last. */
export async function beat(lanes: readonly WorkerLane[] = WORKER_LANES): Promise<void> {
  const at = now();
  await pool().query(
    `INSERT INTO setting (key, value, updated_by, updated_at) SELECT key, $2::jsonb, 'system:worker', $3 FROM unnest($1::text[]) AS key ORDER BY key
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [[...(doesUpkeep(lanes) ? [ANY] : []), ...lanes.map(keyOf)], JSON.stringify({ at: at.toISOString() }), at],
  );
}

async function readBeats(sql: Sql): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql.query<{ key: string; value: unknown }>("SELECT key, value FROM setting WHERE key = ANY($1::text[])", [[ANY, ...WORKER_LANES.map(keyOf)]]);
  return new Map(rows.flatMap(({ key, value }): [string, Date][] => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [[key, new Date(parsed.data.at)]] : [];
  }));
}

/** When a worker that does upkeep last said that it lives; null: never. */
export async function lastWorkerHeartbeat(): Promise<Date | null> {
  return (await readBeats(pool())).get(ANY) ?? null;
}

/**
 * When a worker of each lane last said that it lives; null: never. Workers of a version before lanes had words of their own
 * name none: where they are the only ones that live, their word goes for every lane.
 */
export async function lastHeartbeats(sql: Sql = pool()): Promise<Readonly<Record<WorkerLane, Date | null>>> {
  const beats = await readBeats(sql);
  const any = beats.get(ANY);
  const own = WORKER_LANES.map((lane) => beats.get(keyOf(lane)) ?? null);
  const areOld = any !== undefined && isFresh(any) && !own.some(isFresh);
  return Object.fromEntries(WORKER_LANES.map((lane, index) => [lane, areOld ? any : own[index]])) as Record<WorkerLane, Date | null>;
}

/** Whether a word is young enough for its worker to live. */
export function isFresh(at: Date | null): boolean {
  return at !== null && now().getTime() - at.getTime() < FRESH_MS;
}
