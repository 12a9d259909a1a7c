import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";

export const MIGRATIONS_DIR = path.resolve(import.meta.dirname, "../../prisma/migrations");

const LOCK_FILE = "migration_lock.toml";

/** The migrations on disk, as the engine wants them: one folder each, with a migration.sql inside. */
export function readMigrations(baseDir = MIGRATIONS_DIR): MigrationList {
  const lockfile = path.join(baseDir, LOCK_FILE);
  const folders = readdirSync(baseDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir,
    lockfile: { path: LOCK_FILE, content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: folders
      .map(({ name }) => name)
      .sort()
      .map((name) => {
        const value = readFileSync(path.join(baseDir, name, "migration.sql"), "utf8");
        return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
      }),
  };
}
