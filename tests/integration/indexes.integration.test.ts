import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pool } from "@/lib/server/db/client";

const LINE = /^\| `(\w+)` \| (\w+) \| ([^|]+) \| ([^|]+) \|$/gm;
const described = [...readFileSync("docs/indexes.md", "utf8").matchAll(LINE)].map(([, index = "", table = "", , where = ""]) => ({ index, table, where }));

describe("docs/indexes.md", () => {
  it("names every index of the database with its table, and none that is not there", async () => {
    // Indexes of a month's partition go with the index of the whole table.
    const { rows } = await pool().query<{ index: string; table: string }>(
      `SELECT i.relname::text AS index, t.relname::text AS table FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
       WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND t.relname <> '_prisma_migrations'`,
    );
    const sorted = (list: readonly { index: string; table: string }[]) => list.map(({ index, table }) => `${index} on ${table}`).sort();
    expect(sorted(described)).toEqual(sorted(rows));
  });

  it("leads to files that are there", () => {
    const files = described.flatMap(({ where }) => [...where.matchAll(/`([\w./*-]+)`/g)].map((match) => match[1] ?? "")).filter((file) => !file.includes("*"));
    expect(files.length).toBeGreaterThan(100);
    expect([...new Set(files)].filter((file) => !existsSync(`lib/server/${file}`))).toEqual([]);
  });
});
