// Run after every change of the dependencies: `node scripts/complete-lock.mjs`.
//
// A registry that mirrors only some platforms leaves the native packages of the others out of the lock file, and `npm ci`
// then refuses the whole file as out of step with package.json. Their exact versions are known (each parent pins them), so
// they are written down as what they are: optional, for another platform, without the checksum nobody could fetch.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inRoot } from "./start/paths.mjs";

const SYSTEMS = {
  android: "android", darwin: "darwin", freebsd: "freebsd", linux: "linux", openharmony: "openharmony", win32: "win32",
};
const PROCESSORS = ["arm64", "arm", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64", "wasm32"];

/** What a native package's name says of the machine it is for: `@swc/core-linux-arm-gnueabihf`. */
function platformOf(name) {
  const words = name.split("/").at(-1).split("-");
  const system = words.find((word) => word in SYSTEMS);
  const processor = PROCESSORS.find((candidate) => words.includes(candidate));
  return { ...(processor ? { cpu: [processor] } : {}), ...(system ? { os: [SYSTEMS[system]] } : {}) };
}

/** Node's own way of finding a package from a folder: nearest node_modules first. */
function isLocked(packages, from, name) {
  for (let folder = from; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/** The optional packages that a lock file does not name, with the version their parent asks for. */
export function missingOptionals(lock) {
  return Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(lock.packages, from, name))
      .map(([name, version]) => ({ name, version })),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = inRoot("package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingOptionals(lock);
  for (const { name, version } of missing) {
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), optional: true };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`${missing.length} packages for other platforms written into package-lock.json`);
}
