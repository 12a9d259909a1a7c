import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BIG_TABLES, breachesOf } from "@/scripts/migrate/breaking";

// Two versions run over one database while it is brought up to date (docs/operations/backup-and-upgrade.md): a migration may
// add, and takes away only what a release before it has stopped using.
const FOLDER = "prisma/migrations";
/** Up to here no installation was ever upgraded while it ran. */
const BASELINE = "20261126180000_traceparent";
const RELEASE = /\brelease v?\d+\.\d+\.\d+\b/i;

const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
const why = (sql: string) => breachesOf(sql).map((one) => one.why);

describe("a migration", () => {
  it("leaves the version before it working, or says in contract.md which release has stopped using what goes", () => {
    expect(folders).toContain(BASELINE);
    for (const folder of folders.filter((name) => name > BASELINE)) {
      const breaches = breachesOf(readFileSync(path.join(FOLDER, folder, "migration.sql"), "utf8"));
      const contract = path.join(FOLDER, folder, "contract.md");
      const told = existsSync(contract) && RELEASE.test(readFileSync(contract, "utf8"));
      const left = breaches.filter((one) => one.why === "locks" || !told);
      expect(left, `${folder}: add first and take away a release later (docs/operations/backup-and-upgrade.md); a lock is declared as -- locks "table": why it is short`).toEqual([]);
    }
  });

  it("is caught when it takes away, renames, retypes or demands", () => {
    expect(why('DROP TABLE "receipt";')).toEqual(["removes"]);
    expect(why('ALTER TABLE "customer" DROP COLUMN "tags";')).toEqual(["removes"]);
    expect(why("ALTER TABLE customer DROP tags")).toEqual(["removes"]);
    expect(why('ALTER TABLE "campaign"\n  RENAME COLUMN "name" TO "title";')).toEqual(["renames"]);
    expect(why('ALTER TABLE "campaign" ALTER COLUMN "name" SET DATA TYPE VARCHAR(10);')).toEqual(["retypes"]);
    expect(why('ALTER TABLE "campaign" ALTER "name" TYPE VARCHAR(10);')).toEqual(["retypes"]);
    expect(why('ALTER TABLE "campaign" ALTER COLUMN "name" SET NOT NULL;')).toEqual(["demands"]);
    expect(why('ALTER TABLE "campaign" ADD COLUMN "a" TEXT, ADD COLUMN "b" NUMERIC(4,2) NOT NULL;')).toEqual(["demands"]);
    expect(why("TRUNCATE setting; REVOKE SELECT ON setting FROM hongyan_app;")).toEqual(["removes", "removes"]);
  });

  it("is caught when it reads a big table under a lock, unless it says so", () => {
    expect(why('CREATE INDEX "x" ON "message" ("state");')).toEqual(["locks"]);
    expect(why('CREATE INDEX "x" ON "branch" ("path");')).toEqual([]);
    expect(why('ALTER TABLE "receipt" ADD CONSTRAINT "c" CHECK (state <> \'\');')).toEqual(["locks"]);
    expect(why('ALTER TABLE "receipt" ADD CONSTRAINT "c" CHECK (state <> \'\') NOT VALID;')).toEqual([]);
    expect(why("UPDATE customer SET language = 'zh-CN';")).toEqual(["locks"]);
    expect(why('-- locks "message": three months of a large bank take 40 s, at night\nCREATE INDEX "x" ON "message" ("state");')).toEqual([]);
    const schema = readdirSync("prisma/schema").map((name) => readFileSync(path.join("prisma/schema", name), "utf8")).join("\n");
    for (const table of BIG_TABLES) expect(schema, table).toContain(`@@map("${table}")`);
  });

  it("is not caught for what only adds, nor for what it made itself, nor for words in comments, texts and functions", () => {
    expect(why('ALTER TABLE "dispatch_batch" ADD COLUMN "traceparent" TEXT;')).toEqual([]);
    expect(why('ALTER TABLE "customer" ADD COLUMN "a" TEXT NOT NULL DEFAULT \'\';')).toEqual([]);
    expect(why('CREATE TABLE "x" ("a" TEXT NOT NULL); CREATE INDEX "y" ON "x" ("a"); ALTER TABLE "x" ADD CONSTRAINT "z" UNIQUE ("a");')).toEqual([]);
    expect(why("-- DROP TABLE x;\n/* RENAME; */ INSERT INTO setting (key, value, updated_by) VALUES ('a', '\"DROP TABLE x; RENAME\"', 'm');")).toEqual([]);
    expect(why("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE x; UPDATE message SET a = 1; END $$;")).toEqual([]);
    expect(why("ALTER TABLE customer ALTER COLUMN tags DROP DEFAULT;")).toEqual([]);
    expect(why("CREATE FUNCTION f(text) RETURNS void LANGUAGE sql AS $$ SELECT $$; REVOKE EXECUTE ON FUNCTION f(text) FROM PUBLIC;")).toEqual([]);
  });
});
