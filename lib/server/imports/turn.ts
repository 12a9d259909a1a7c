import "server-only";
import { onConnection } from "../db/transaction";

/**
 * Runs `run` unless some worker, on any machine, is at the same import already. The lock lives with a connection of its
 * own: a worker that dies gives it back.
 */
export function inTurn(importId: string, run: () => Promise<void>): Promise<boolean> {
  const key = `import:${importId}`;
  return onConnection(async (client, giveUp) => {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine", [key]);
    if (!rows[0]?.mine) return false;
    try {
      await run();
      return true;
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [key]).catch(giveUp);
    }
  });
}
