import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";
import { run } from "./run.mjs";
import { Refusal, say } from "./say.mjs";

// No package needs its install script here (PostgreSQL's links are made by postgres-binaries.mjs), and Prisma's would only
// download an engine that is never used: without scripts, an installation needs the registry and nothing else.
const OPTIONS = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];

async function npm(services, ...command) {
  // npm started this; its own program runs with this very Node, whatever the PATH says.
  const cli = process.env.npm_execpath;
  const args = [...command, ...OPTIONS];
  if (cli?.endsWith("npm-cli.js") && existsSync(cli)) return run(process.execPath, [cli, ...args], { services });
  return process.platform === "win32" ? run("cmd", ["/c", "npm", ...args], { services }) : run("npm", args, { services });
}

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** Whether node_modules holds what package-lock.json asks for; npm writes down what it installed. */
function isInstalled({ development }) {
  const record = inRoot("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(inRoot("package-lock.json"))).every(
    ([folder, { version, optional, dev, devOptional }]) =>
      folder === "" ||
      installed[folder]?.version === version ||
      (installed[folder] === undefined && (optional || (!development && (dev || devOptional)))),
  );
}

/** Installs the dependencies when they are missing or not those of the lock file. */
export async function install({ services, development = false }) {
  if (isInstalled({ development })) return;
  say("installing the dependencies");
  const include = "--include=dev";
  try {
    await npm(services, "ci", include);
  } catch {
    say("npm ci did not work; trying npm install");
    try {
      await npm(services, "install", "--no-save", "--no-package-lock", include);
    } catch (error) {
      throw new Refusal(`The dependencies could not be installed. Is the npm registry reachable?\n${error.message}`);
    }
  }
}
