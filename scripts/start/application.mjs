import { existsSync } from "node:fs";
import os from "node:os";
import { answers } from "./answers.mjs";
import { inRoot, root } from "./paths.mjs";
import { binary, TSX } from "./run.mjs";
import { say } from "./say.mjs";

/** A worker takes some 200 MB; below this much memory one has to do. */
const SEVERAL_WORKERS_FROM_BYTES = 4 * 1024 ** 3;

const WORKERS = [
  { name: "worker for urgent messages", lanes: "urgent" },
  { name: "worker for reports", lanes: "callbacks" },
  { name: "worker", lanes: "bulk,campaigns,imports" },
];

/**
 * The worker processes and their lanes. Urgent messages and what carriers tell us have one each to themselves, so that no
 * campaign's encryption keeps them waiting, unless the environment says which lanes are wanted, or where the one worker is to
 * be watched (two cannot share a port).
 */
function workersFor(env) {
  if (env.WORKER_LANES || env.METRICS_PORT || os.totalmem() < SEVERAL_WORKERS_FROM_BYTES) return [{ name: "worker", lanes: env.WORKER_LANES ?? "" }];
  return WORKERS;
}

/** Starts the web and the worker processes and waits until they answer. */
export async function startApplication({ services, env, dev, port, host }) {
  const stdio = ["ignore", "inherit", "inherit"];
  const next = [binary("next/dist/bin/next"), dev ? "dev" : "start", "-p", String(port), ...(host ? ["-H", host] : [])];
  const nodeEnv = dev ? "development" : "production";
  services.keep("web", () => services.spawn(process.execPath, next, { cwd: root, stdio, env: { ...env, NODE_ENV: nodeEnv } }));
  if (existsSync(inRoot("worker.ts"))) {
    const worker = [...TSX, "--enable-source-maps", inRoot("worker.ts")];
    for (const { name, lanes } of workersFor(env)) {
      services.keep(name, () => services.spawn(process.execPath, worker, { cwd: root, stdio, env: { ...env, NODE_ENV: "production", WORKER_LANES: lanes } }));
    }
  }
  // Lanes that the environment leaves to workers elsewhere may have none yet: this command waits for what it starts.
  await answers(`http://${host ?? "localhost"}:${port}/api/${env.WORKER_LANES ? "ready" : "health"}`);
}

const PEOPLE = [
  ["officer@demo", "writes notices, looks after customers"],
  ["reviewer@demo", "approves templates and campaigns"],
  ["manager@demo", "reads the dashboard, may stop everything"],
  ["admin@demo", "sets up branches, people, carriers and rules"],
  ["admin2@demo", "a second administrator, who confirms changes of rules"],
];

/** Tells the person at the keyboard where to go and as whom. */
export function greet({ url, mode, password }) {
  say("ready");
  const lines = ["", `  Hongyan   ${url}`, ""];
  if (mode === "demo") {
    lines.push(...PEOPLE.map(([login, what]) => `  ${login.padEnd(14)}  ${what}`), "", `  password  ${password}   (the same for every demo person; kept in DATA_DIR/secrets.json)`);
  } else {
    lines.push("  Make the first administrator with:  npm run admin -- first-administrator --login NAME@BANK --name NAME");
  }
  lines.push("", "  Ctrl+C stops everything.", "");
  process.stdout.write(`${lines.join("\n")}\n`);
}
