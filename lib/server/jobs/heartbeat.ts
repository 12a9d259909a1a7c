import "server-only";
import { z } from "zod";
import { now } from "../clock";
import { db, pool } from "../db/client";

const KEY = "worker.heartbeat";
const schema = z.object({ at: z.iso.datetime() });

/** Says that a worker lives; any worker will do. */
export async function beat(): Promise<void> {
  const at = now();
  await pool().query(
    `INSERT INTO setting (key, value, updated_by, updated_at) VALUES ($1, $2, 'system:worker', $3)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`, [KEY, JSON.stringify({ at: at.toISOString() }), at],
  );
}

/** When a worker last said that it lives; null: never. */
export async function lastWorkerHeartbeat(): Promise<Date | null> {
  const row = await db().setting.findUnique({ where: { key: KEY }, select: { value: true } });
  const parsed = schema.safeParse(row?.value);
  return parsed.success ? new Date(parsed.data.at) : null;
}
