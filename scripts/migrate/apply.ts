import pg from "pg";
import { readSchema, withEngine } from "./engine.ts";
import { readMigrations } from "./history.ts";
import { prepareJobSchema } from "./job-schema.ts";

/** "hongyan" in numbers: one migration at a time a database, whoever starts it. */
const LOCK_KEY = 486_679;

const NO_FILTERS = { externalTables: [], externalEnums: [] };

async function alone<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]);
    return await run(client);
  } finally {
    await client.end(); // which gives the lock back
  }
}

/**
 * Applies what is missing of prisma/migrations and of the job queue's own schema, and names what was applied.
 *
 * A migration is one transaction. So one that is noted as begun and not as finished has left nothing behind, and is tried
 * again instead of blocking every later start, as `prisma migrate deploy` would have it.
 */
export async function applyMigrations(url: string): Promise<readonly string[]> {
  return alone(url, async (client) => {
    const migrationsList = readMigrations();
    const applied = await withEngine(url, readSchema(), async (engine) => {
      const forgetFailures = async () => {
        const history = { migrationsList, optInToShadowDatabase: false, filters: NO_FILTERS };
        const { failedMigrationNames } = await engine.diagnoseMigrationHistory(history);
        for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
      };
      await forgetFailures();
      try {
        return await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
      } catch (error) {
        await forgetFailures();
        throw error;
      }
    });
    await prepareJobSchema(client);
    return applied.appliedMigrationNames;
  });
}
