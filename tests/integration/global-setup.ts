import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../../scripts/migrate/apply.ts";
import { startEmbedded } from "../../scripts/start/embedded.mjs";
import { Services } from "../../scripts/start/services.mjs";
import { PASSWORDS } from "./database.ts";

/** A PostgreSQL of its own for this run, holding one migrated database that every test file gets a copy of. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "hongyan-integration-"));
  // The server does not run as root: its user must get through to its folder.
  chmodSync(dataDir, 0o711);
  const services = new Services();
  const tearDown = async () => {
    await services.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { port, ownerUrl } = await startEmbedded({ dataDir, services, passwords: PASSWORDS, durable: false });
    await applyMigrations(ownerUrl);
    project.provide("postgresPort", port);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}

declare module "vitest" {
  export interface ProvidedContext {
    postgresPort: number;
  }
}
