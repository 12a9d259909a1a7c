import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { inRoot, root } from "./paths.mjs";
import { Refusal } from "./say.mjs";

const NODE_LOWEST = [20, 19];

const USAGE = `npm start [-- --dev | --database-only]

  --dev             the development server instead of a build
  --database-only   only the embedded database, migrated; prints how to reach it

What can be set in the environment or in .env is described in .env.example.`;

/** Stops with a clear word on a Node that is too old for the dependencies. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [lowest, lowestMinor] = NODE_LOWEST;
  if (major > lowest || (major === lowest && minor >= lowestMinor)) return;
  throw new Refusal(`Hongyan needs Node ${NODE_LOWEST.join(".")} or later; this is ${process.versions.node}.`);
}

/** The command line and the few settings that this command itself needs; .env fills in what the environment leaves open. */
export function readArguments(argv, env) {
  let values;
  try {
    const flag = { type: "boolean", default: false };
    ({ values } = parseArgs({ args: argv, options: { dev: flag, "database-only": flag, help: flag } }));
  } catch (error) {
    throw new Refusal(`${error.message}\n\n${USAGE}`);
  }
  if (values.help) throw new Refusal(USAGE);
  if (existsSync(inRoot(".env"))) process.loadEnvFile(inRoot(".env"));

  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Refusal(`PORT must be a number from 1 to 65535, not ${env.PORT}.`);
  const mode = env.HONGYAN_MODE || "demo";
  if (mode !== "demo" && mode !== "production") throw new Refusal(`HONGYAN_MODE must be demo or production, not ${mode}.`);
  return {
    dev: values.dev,
    databaseOnly: values["database-only"],
    mode,
    port,
    host: env.HOST || undefined,
    dataDir: path.resolve(root, env.DATA_DIR || "data"),
  };
}
