import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { applyMigrations } from "../scripts/migrate/apply";
import { startEmbedded } from "../scripts/start/embedded.mjs";
import { Services } from "../scripts/start/services.mjs";

type Wish = {
  /** A folder that is kept, with its keys, for the next run; a new one that is removed where none is named. */
  readonly keepIn?: string;
  /** As a real one keeps its promises; without, filling is quicker and reading the same. */
  readonly durable?: boolean;
  /** Its addresses, if others than this host are to reach it. */
  readonly listen?: string;
};

const freshKeys = () => ({
  NEXTAUTH_SECRET: randomBytes(32).toString("base64"), HONGYAN_KEYS: `1:${randomBytes(32).toString("base64")}`, HONGYAN_INDEX_KEY: randomBytes(32).toString("base64"),
});

/** What is encrypted can only be read again with the keys of the run that wrote it. */
function keysOf(folder: string): Record<string, string> {
  const file = path.join(folder, "bench-keys.json");
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(freshKeys()), { mode: 0o600 });
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

/** A PostgreSQL of its own with a migrated database, as durable as a real one unless wished otherwise; answers how to stop it, and removes it unless it is kept. */
export async function ownDatabase({ keepIn, durable = true, listen }: Wish = {}): Promise<() => Promise<void>> {
  if (keepIn !== undefined) mkdirSync(keepIn, { recursive: true });
  const dataDir = keepIn ?? mkdtempSync(path.join(os.tmpdir(), "hongyan-bench-"));
  chmodSync(dataDir, 0o711);
  const services = new Services();
  const { ownerUrl, appUrl } = await startEmbedded({ dataDir, services, ...(listen === undefined ? {} : { listen }), passwords: { superuser: "superuser", owner: "owner", app: "app" }, durable });
  await applyMigrations(ownerUrl);
  Object.assign(process.env, {
    DATABASE_URL: appUrl, DATABASE_ADMIN_URL: ownerUrl, DATABASE_POOL: "16", HONGYAN_MODE: "demo", LOG_LEVEL: "warn", ...keysOf(dataDir),
  });
  delete process.env.REDIS_URL;
  return async () => {
    await services.stop();
    if (keepIn === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
}
