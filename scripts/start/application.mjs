import { existsSync } from "node:fs";
import { inRoot, root } from "./paths.mjs";
import { binary, TSX } from "./run.mjs";
import { Refusal, say } from "./say.mjs";

const READY_WITHIN_MS = 120_000;

/** Starts the web and the worker process and waits until both answer. */
export async function startApplication({ services, env, dev, port, host }) {
  const stdio = ["ignore", "inherit", "inherit"];
  const next = [binary("next/dist/bin/next"), dev ? "dev" : "start", "-p", String(port), ...(host ? ["-H", host] : [])];
  const nodeEnv = dev ? "development" : "production";
  services.keep("web", () => services.spawn(process.execPath, next, { cwd: root, stdio, env: { ...env, NODE_ENV: nodeEnv } }));
  if (existsSync(inRoot("worker.ts"))) {
    const worker = [...TSX, "--enable-source-maps", inRoot("worker.ts")];
    services.keep("worker", () => services.spawn(process.execPath, worker, { cwd: root, stdio, env: { ...env, NODE_ENV: "production" } }));
  }
  await answers(`http://${host ?? "localhost"}:${port}/api/health`);
}

async function answers(url) {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (response.ok) return;
      last = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Refusal(`Hongyan did not become ready within ${READY_WITHIN_MS / 1000} s. ${url} said: ${last}`);
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
