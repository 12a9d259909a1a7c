import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { applyMigrations } from "../scripts/migrate/apply";
import { startEmbedded } from "../scripts/start/embedded.mjs";
import { Services } from "../scripts/start/services.mjs";

/** A PostgreSQL of its own with a migrated database, as durable as a real one; answers how to remove it. */
export async function ownDatabase(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "hongyan-bench-"));
  chmodSync(dataDir, 0o711);
  const services = new Services();
  const { ownerUrl, appUrl } = await startEmbedded({ dataDir, services, passwords: { superuser: "superuser", owner: "owner", app: "app" } });
  await applyMigrations(ownerUrl);
  Object.assign(process.env, {
    DATABASE_URL: appUrl, DATABASE_ADMIN_URL: ownerUrl, DATABASE_POOL: "16", HONGYAN_MODE: "demo", LOG_LEVEL: "warn",
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"), HONGYAN_KEYS: `1:${randomBytes(32).toString("base64")}`, HONGYAN_INDEX_KEY: randomBytes(32).toString("base64"),
  });
  delete process.env.REDIS_URL;
  return async () => {
    await services.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
