import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { answers } from "../../scripts/start/answers.mjs";
import { build } from "../../scripts/start/build.mjs";
import { freePort } from "../../scripts/start/ports.mjs";
import { Services } from "../../scripts/start/services.mjs";

// The processes of an installation, started as `npm start` starts them, over the database of the bench.

const TSX = ["--conditions=react-server", "--import", "tsx"];

/** Stops with a clear word where there is no build of the web application, or makes one where that is asked for. */
export async function requireBuild(wanted: boolean): Promise<void> {
  if (wanted) await build();
  if (existsSync(".next/BUILD_ID")) return;
  console.error("There is no build of the web application. Make one with `npx next build`, or add --build (it takes some minutes).");
  process.exit(2);
}

export type Installation = {
  readonly url: string;
  /** The process that now sends bulk; another one after a kill. */
  readonly sender: () => ChildProcess | undefined;
  /** What the processes wrote into their logs (warnings and worse), counted by what it is. */
  readonly complaints: () => ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
};

export type Wish = {
  /** The worker's file; another than worker.ts where a bench stands in for the carrier. */
  readonly worker?: string;
  /** Lanes of each worker process; one process with all of them unless said. */
  readonly lanes?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** The lanes of the workers that `npm start` starts. */
export const LANES_OF_START = ["urgent", "callbacks", "bulk,campaigns,imports"] as const;

/** Starts one web process and the workers over the database that the environment names; resolves when both answer. */
export async function startInstallation({ worker = "worker.ts", lanes = [""], env = {} }: Wish = {}): Promise<Installation> {
  const port = await freePort();
  const services = new Services();
  const folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-bench-log-"));
  const file = path.join(folder, "processes.log");
  const log = openSync(file, "a");
  const { DATABASE_ADMIN_URL: _owner, DATABASE_POOL: _pool, NODE_OPTIONS: _options, ...inherited } = process.env;
  const common = { ...inherited, ...env, NODE_ENV: "production" as const, PORT: String(port), NEXTAUTH_URL: `http://localhost:${port}`, NEXT_TELEMETRY_DISABLED: "1" };
  const stdio: ["ignore", number, number] = ["ignore", log, log];
  services.keep("web", () => services.spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"], { stdio, env: common }));
  let sender: ChildProcess | undefined;
  for (const lane of lanes) {
    services.keep(`worker${lane ? ` (${lane})` : ""}`, () => {
      const child = services.spawn(process.execPath, [...TSX, worker], { stdio, env: lane ? { ...common, WORKER_LANES: lane } : common });
      if (lane === "" || lane.includes("bulk")) sender = child;
      return child;
    });
  }
  await answers(`http://127.0.0.1:${port}/api/health`);
  return {
    url: `http://127.0.0.1:${port}`, sender: () => sender, complaints: () => complaintsIn(readFileSync(file, "utf8")),
    stop: async () => {
      await services.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const WARNING = 40;
const SAID = ["loop", "job", "route", "path", "queue", "at", "kind", "code"];

function complaintsIn(log: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of log.split("\n").filter((one) => one.startsWith("{"))) {
    const { level, msg, frames, ...facts } = JSON.parse(line) as Readonly<Record<string, unknown>> & { readonly frames?: readonly string[] };
    if (typeof level !== "number" || level < WARNING) continue;
    const place = frames?.map((frame) => /(?:lib|app)\/[\w/.[\]()-]+:\d+/.exec(frame)?.[0]).find((one) => one !== undefined);
    const what = [msg, ...SAID.map((name) => facts[name]), place].filter((one) => typeof one === "string" && one !== "").join(" · ");
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}
