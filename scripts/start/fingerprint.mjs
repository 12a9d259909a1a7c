import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRoot } from "./paths.mjs";

const SKIPPED = new Set(["node_modules", ".next", "generated", "migrations", "seed", "factories"]);
const TEST_FILE = /\.test\.tsx?$/;

function* files(entry) {
  if (!existsSync(entry)) return;
  if (!statSync(entry).isDirectory()) return yield entry;
  for (const name of readdirSync(entry).sort()) {
    if (!SKIPPED.has(name) && !TEST_FILE.test(name)) yield* files(path.join(entry, name));
  }
}

/** A hash over the contents of files and folders of the checkout: it changes exactly when one of them does. */
export function fingerprint(...entries) {
  const hash = createHash("sha256");
  for (const entry of entries) {
    for (const file of files(inRoot(entry))) hash.update(path.relative(inRoot(), file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Does `work` unless the stamp says that it was done for exactly these contents. */
export async function onceFor(stampFile, wanted, work) {
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return false;
  await work();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
  return true;
}
