// `npm test`: everything that says whether this checkout is sound. Plain Node until the dependencies are in.
import { existsSync, mkdtempSync, chmodSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startApplication } from "./start/application.mjs";
import { requireNode } from "./start/arguments.mjs";
import { build, generateClient } from "./start/build.mjs";
import { applicationEnv } from "./start/configuration.mjs";
import { migrate, openDatabase, seed } from "./start/database.mjs";
import { install } from "./start/install.mjs";
import { isFree } from "./start/ports.mjs";
import { binary, runNode } from "./start/run.mjs";
import { explain, say } from "./start/say.mjs";
import { demoSecrets } from "./start/secrets.mjs";
import { Services } from "./start/services.mjs";
import { stopWith } from "./start/shutdown.mjs";
import { playwrightCounts, vitestCounts } from "./test/counts.mjs";

// In this order; two that keep one core busy each share the time.
const ROUNDS = [["lint", "types"], ["unit"], ["integration"], ["redis"], ["build"], ["browser"]];
const STEPS = ROUNDS.flat();
const services = new Services();
const shutdown = stopWith(services);
const folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-test-"));
// The embedded database runs under a user of its own, which must get through to its folder.
chmodSync(folder, 0o711);
shutdown.atEnd(() => rmSync(folder, { recursive: true, force: true }));

const counts = { passed: 0, failed: 0 };
const broken = [];

function add({ passed, failed }) {
  counts.passed += passed;
  counts.failed += failed;
}

/** Runs one step; a failure is remembered, and the others still run, so that one look shows everything. */
async function step(name, work) {
  say(`${name} …`);
  try {
    await work();
  } catch (error) {
    broken.push(name);
    say(`${name} failed: ${error.message.split("\n")[0]}`);
  }
}

async function vitest(project) {
  const report = path.join(folder, `${project}.json`);
  try {
    await runNode([binary("vitest/vitest.mjs"), "run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`], { services });
  } finally {
    if (existsSync(report)) add(vitestCounts(JSON.parse(readFileSync(report, "utf8"))));
  }
}

async function freePort(from) {
  for (let port = from; port < from + 200; port += 1) if (await isFree(port)) return port;
  throw new Error(`no free port from ${from} on`);
}

async function browser() {
  const secrets = demoSecrets(folder);
  const database = await openDatabase({ env: {}, dataDir: folder, services, secrets });
  await migrate({ ownerUrl: database.ownerUrl, services });
  const port = await freePort(3_300);
  const env = { ...applicationEnv({ env: process.env, mode: "demo", port, secrets, databaseUrl: database.appUrl }), NEXTAUTH_URL: `http://localhost:${port}`, LOG_LEVEL: "warn", DATA_DIR: folder };
  // A journey that sends a text and looks for it on the phone must not be the one in thirty that a line loses.
  await seed({ database, env: { ...env, DEMO_PASSWORD: secrets.DEMO_PASSWORD, DEMO_LOST_SHARE: "0" }, services });
  await startApplication({ services, env, dev: false, port });
  // Unpacked once before two processes want it: one of them would find half a browser.
  await runNode(["--import", "tsx", "--eval", 'import("./e2e/browser.ts").then(({ browserLaunch }) => browserLaunch())'], { services });
  // The journeys are one story and follow each other; who may open which page, and what it brings, changes nothing and is looked at beside them.
  await together(["journeys", "access", "budget"].map((part) => playwright(part, { ...env, BASE_URL: `http://localhost:${port}`, DEMO_PASSWORD: secrets.DEMO_PASSWORD })));
}

async function playwright(part, env) {
  const report = path.join(folder, `${part}.json`);
  try {
    await runNode([binary("@playwright/test/cli.js"), "test", `e2e/${part}`, "--output", `test-results/${part}`], { services, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } });
  } finally {
    if (existsSync(report)) add(playwrightCounts(JSON.parse(readFileSync(report, "utf8"))));
  }
}

/** Waits for all, also when one has failed, so that none is cut off; then fails with the first failure. */
async function together(works) {
  const failed = (await Promise.allSettled(works)).find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

async function test() {
  requireNode();
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const wanted = values.only ? values.only.split(",") : STEPS;
  const unknown = wanted.filter((name) => !STEPS.includes(name));
  if (unknown.length > 0) throw new Error(`--only takes ${STEPS.join(", ")}, not ${unknown.join(", ")}`);

  await install({ services, development: true });
  await generateClient({ services });
  const work = {
    lint: () => runNode([binary("eslint/bin/eslint.js"), "--max-warnings", "0", "."], { services }),
    types: async () => {
      await runNode([binary("next/dist/bin/next"), "typegen"], { services, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" }, quiet: true });
      await runNode([binary("typescript/bin/tsc"), "--noEmit"], { services });
    },
    unit: () => vitest("unit"),
    integration: () => vitest("integration"),
    // What goes through the queues once more, with Redis; says that it is skipped where none is at hand.
    redis: () => vitest("redis"),
    build: () => build({ services }),
    browser,
  };
  for (const round of ROUNDS) await Promise.all(round.filter((name) => wanted.includes(name)).map((name) => step(name, work[name])));
}

try {
  await test();
} catch (error) {
  broken.push("set-up");
  explain(error);
}
// A step that failed without a failed test (lint, types, build) counts as one failure of its own.
const failed = Math.max(counts.failed, broken.length);
if (broken.length > 0) say(`failed: ${broken.join(", ")}`);
process.stdout.write(`\ntests: ${counts.passed} passed, ${failed} failed\n`);
await shutdown.stop(failed === 0 ? 0 : 1);
