import "server-only";
import { pool } from "../db/client";

/**
 * Runs `run` unless some worker, on any machine, is at the same import already. The lock lives with a connection of its
 * own: a worker that dies gives it back.
 */
export async function inTurn(importId: string, run: () => Promise<void>): Promise<boolean> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on("error", onError);
  const key = `import:${importId}`;
  try {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine", [key]);
    if (!rows[0]?.mine) return false;
    try {
      await run();
      return true;
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [key]).catch((lost: Error) => (broken = lost));
    }
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
