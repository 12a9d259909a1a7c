import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../../scripts/migrate/apply.ts";
import { startEmbedded } from "../../scripts/start/embedded.mjs";
import { Services } from "../../scripts/start/services.mjs";
import { PASSWORDS } from "./database.ts";

type Server = { readonly port: number; readonly stop: () => Promise<void> };

// Two projects of one run share it: each is set up in the same process, but not from the same copy of this module.
const shared = globalThis as typeof globalThis & { hongyanTestServer?: { server: Promise<Server>; users: number } };

/** A PostgreSQL of its own for this run, holding one migrated database that every test file gets a copy of. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const use = (shared.hongyanTestServer ??= { server: start(), users: 0 });
  use.users += 1;
  const { port, stop } = await use.server;
  project.provide("postgresPort", port);
  return async () => {
    use.users -= 1;
    if (use.users > 0) return;
    delete shared.hongyanTestServer;
    await stop();
  };
}

async function start(): Promise<Server> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "hongyan-integration-"));
  // The server does not run as root: its user must get through to its folder.
  chmodSync(dataDir, 0o711);
  const services = new Services();
  const stop = async () => {
    await services.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { port, ownerUrl } = await startEmbedded({ dataDir, services, passwords: PASSWORDS, durable: false });
    await applyMigrations(ownerUrl);
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

declare module "vitest" {
  export interface ProvidedContext {
    postgresPort: number;
  }
}
