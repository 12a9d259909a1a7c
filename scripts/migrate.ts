import { applyMigrations } from "./migrate/apply.ts";

const url = process.env.DATABASE_ADMIN_URL ?? process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_ADMIN_URL (the owner of the database) or DATABASE_URL must be set.");
  process.exit(1);
}

try {
  const applied = await applyMigrations(url);
  for (const name of applied) console.log(`applied ${name}`);
  if (applied.length === 0) console.log("the database is up to date");
} catch (error) {
  const { message, detail, where } = error as { message: string; detail?: string; where?: string };
  console.error(`The migration failed and has left nothing behind: ${message}`);
  for (const more of [detail, where]) if (more) console.error(more);
  process.exit(1);
}
