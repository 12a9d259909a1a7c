import { createRequire } from "node:module";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { startEmbedded } from "./embedded.mjs";
import { inRoot } from "./paths.mjs";
import { runNode, TSX } from "./run.mjs";
import { Refusal, say } from "./say.mjs";

const SERVER_LOWEST = 15;
const SEED = "prisma/seed/index.ts";
const BEGUN = "hongyan: demo data begun";
const COMPLETE = "hongyan: demo data complete";

async function withClient(url, work) {
  const { Client } = createRequire(inRoot("package.json"))("pg");
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function requireServer(name, url) {
  try {
    const version = await withClient(url, async (client) => (await client.query("SHOW server_version_num")).rows[0].server_version_num);
    if (Number(version) >= SERVER_LOWEST * 10_000) return;
    throw new Refusal(`${name}: Hongyan needs PostgreSQL ${SERVER_LOWEST} or later.`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`The database of ${name} cannot be used: ${error.message || error.code}`);
  }
}

/** The server to use: the one named in DATABASE_URL, or the embedded one. */
export async function openDatabase({ env, dataDir, services, secrets }) {
  if (env.DATABASE_URL) {
    const ownerUrl = env.DATABASE_ADMIN_URL || env.DATABASE_URL;
    await requireServer("DATABASE_ADMIN_URL", ownerUrl);
    if (ownerUrl === env.DATABASE_URL) await requireServer("DATABASE_URL", env.DATABASE_URL);
    return { appUrl: env.DATABASE_URL, ownerUrl, embedded: false };
  }
  const passwords = { superuser: secrets.POSTGRES_PASSWORD, owner: secrets.POSTGRES_OWNER_PASSWORD, app: secrets.POSTGRES_APP_PASSWORD };
  return { ...(await startEmbedded({ dataDir, services, passwords })), embedded: true };
}

const folders = () =>
  readdirSync(inRoot("prisma/migrations"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** Whether every migration on disk is in the database: a look that is quicker than loading the engine to find nothing to do. */
async function isMigrated(client) {
  const bullmq = createRequire(inRoot("package.json"))("bullmq");
  const { rows: [tables] } = await client.query(
    "SELECT to_regclass('public._prisma_migrations') IS NOT NULL AND to_regclass('bullmq.migration') IS NOT NULL AS present",
  );
  if (!tables.present) return false;
  const done = await client.query("SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL");
  const names = new Set(done.rows.map((row) => row.migration_name));
  const jobs = await client.query("SELECT max(version) AS version FROM bullmq.migration");
  return folders().every((name) => names.has(name)) && jobs.rows[0].version >= bullmq.LATEST_SCHEMA_VERSION;
}

/** Brings the structure up to date. */
export async function migrate({ ownerUrl, services }) {
  if (await withClient(ownerUrl, isMigrated)) return;
  say("migrating the database");
  const env = { ...process.env, DATABASE_ADMIN_URL: ownerUrl };
  await runNode([...TSX, inRoot("scripts/migrate.ts")], { env, services, quiet: true }).catch((error) => {
    throw new Refusal(error.message);
  });
}

const mark = (ownerUrl, text) => withClient(ownerUrl, (client) => client.query(`COMMENT ON SCHEMA public IS '${text}'`));

async function seedState(ownerUrl) {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query(
      "SELECT obj_description('public'::regnamespace, 'pg_namespace') AS comment, EXISTS (SELECT FROM person) AS peopled",
    );
    if (rows[0].comment === BEGUN) return "begun";
    return rows[0].peopled || rows[0].comment === COMPLETE ? "done" : "empty";
  });
}

/** Fills an empty demo installation. One that was stopped half-way is emptied and filled again, never left half full. */
export async function seed({ database, env, services }) {
  if (!existsSync(inRoot(SEED))) return false;
  let state = await seedState(database.ownerUrl);
  if (state === "done") return false;
  if (state === "begun") {
    if (!database.embedded) {
      throw new Refusal("The demo data of this database were begun and not finished. Empty the database (DROP SCHEMA public, bullmq CASCADE) and start again.");
    }
    say("the demo data were not finished last time: beginning again");
    await withClient(database.superuserUrl, async (client) => {
      await client.query("DROP DATABASE hongyan WITH (FORCE)");
      await client.query("CREATE DATABASE hongyan OWNER hongyan_owner");
    });
    await migrate({ ownerUrl: database.ownerUrl, services });
    state = "empty";
  }
  say("making the demo bank: branches, people, customers, three months of messages");
  await mark(database.ownerUrl, BEGUN);
  await runNode([...TSX, path.join(inRoot(), SEED)], { env, services });
  await mark(database.ownerUrl, COMPLETE);
  return true;
}
