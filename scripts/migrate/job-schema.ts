import { runMigrations } from "bullmq";
import type pg from "pg";

/** Where BullMQ keeps its jobs when they live in PostgreSQL. */
const SCHEMA = "bullmq";

/**
 * Brings the job queue's schema up to date and lets the application's role use it, where that role exists. CREATE is among
 * the grants because BullMQ makes a sequence for each queue at its first job.
 */
export async function prepareJobSchema(client: pg.Client): Promise<void> {
  await runMigrations(client, SCHEMA);
  await client.query(`
    DO $$
    BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hongyan_app') THEN
        GRANT USAGE, CREATE ON SCHEMA ${SCHEMA} TO hongyan_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO hongyan_app;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO hongyan_app;
      END IF;
    END $$`);
  // Those the application made itself are its own; only this role's sequences can be granted.
  const own = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences
      WHERE schemaname = $1 AND sequenceowner = current_user
        AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'hongyan_app')`,
    [SCHEMA],
  );
  for (const { name } of own.rows) await client.query(`GRANT USAGE, SELECT, UPDATE ON SEQUENCE ${name} TO hongyan_app`);
}
