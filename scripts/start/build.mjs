import { existsSync, rmSync } from "node:fs";
import { fingerprint, onceFor } from "./fingerprint.mjs";
import { inRoot } from "./paths.mjs";
import { binary, runNode } from "./run.mjs";
import { say } from "./say.mjs";

const SOURCES = [
  "app", "components", "lib", "prisma/schema", "public", "types",
  "instrumentation.ts", "next.config.ts", "postcss.config.mjs", "proxy.ts", "tsconfig.json", "package-lock.json",
];

/** Generates Prisma's client when the data model has changed. */
export async function generateClient({ services } = {}) {
  await onceFor(inRoot("prisma/generated/.stamp"), fingerprint("prisma/schema", "prisma.config.ts", "package-lock.json"), async () => {
    say("generating the database client");
    // Prisma looks for its schema engine, which it would download; generating never calls it, so any file will do.
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
    await runNode([binary("prisma/build/index.js"), "generate"], { env, services, quiet: true });
  });
}

/** Builds the web application when a source of it has changed. */
export async function build({ env = process.env, services } = {}) {
  const stamp = inRoot(".next/hongyan-build");
  if (!existsSync(inRoot(".next/BUILD_ID"))) rmSync(stamp, { force: true });
  // Next writes this key into the build; a build with another one would not understand the forms of open pages.
  const wanted = `${fingerprint(...SOURCES)} ${env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? ""}`;
  return onceFor(stamp, wanted, async () => {
    say("building the web application (a minute or two)");
    rmSync(stamp, { force: true });
    const options = { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    await runNode([binary("next/dist/bin/next"), "build"], { env: options, services });
  });
}
