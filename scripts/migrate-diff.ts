import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readSchema, withEngine } from "./migrate/engine.ts";
import { withoutFalseChanges } from "./migrate/false-changes.ts";
import { MIGRATIONS_DIR, readMigrations } from "./migrate/history.ts";
import { stamp } from "./migrate/stamp.ts";

const NO_FILTERS = { externalTables: [], externalEnums: [] };

const { values } = parseArgs({ options: { name: { type: "string" }, print: { type: "boolean", default: false } } });
const name = values.name?.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
const url = process.env.DATABASE_ADMIN_URL ?? process.env.DATABASE_URL;
if (!url || (!name && !values.print)) {
  console.error("Usage: npm run migrate:diff -- --name what_changes   (or --print), with DATABASE_ADMIN_URL set");
  process.exit(1);
}

const migrationsList = readMigrations();
const files = readSchema();
const script = await withEngine(url, files, async (engine) => {
  const history = { migrationsList, optInToShadowDatabase: false, filters: NO_FILTERS };
  const diagnosis = await engine.diagnoseMigrationHistory(history);
  if (diagnosis.history !== null || diagnosis.failedMigrationNames.length > 0) return null;
  const { stdout } = await engine.diff({
    from: { tag: "schemaDatasource", files, configDir: "." },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    filters: NO_FILTERS,
  });
  return stdout ?? "";
});
if (script === null) {
  console.error("This database and prisma/migrations have parted: run `npm run migrate` first.");
  process.exit(1);
}

const earlier = migrationsList.migrationDirectories.map(({ migrationFile }) =>
  migrationFile.content.tag === "ok" ? migrationFile.content.value : "",
);
const change = /^-- This is an empty migration/.test(script) ? "" : withoutFalseChanges(script, earlier);
if (change === "") {
  console.log("the database and prisma/schema agree: nothing to migrate");
} else if (values.print || !name) {
  console.log(change);
} else {
  const last = migrationsList.migrationDirectories.at(-1)?.path ?? "";
  const folder = path.join(MIGRATIONS_DIR, `${stamp(new Date(), last)}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), change);
  console.log(`wrote ${path.relative(process.cwd(), folder)}/migration.sql: read it, add what Prisma cannot say, then \`npm run migrate\``);
}
