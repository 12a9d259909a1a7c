import { createReadStream } from "node:fs";
import { describe, expect, it } from "vitest";
import { readRow } from "@/lib/domain/customer/import-row";
import { countRow, emptyTally, numberOf, refuseDuplicate } from "@/lib/domain/customer/import-tally";
import { guessMapping } from "@/lib/domain/customer/mapping";
import { readTable } from "./read-table";

const BRANCHES = new Map(
  ["HN", "GS", "GX"].flatMap((province) => [1, 2, 3, 4].map((n) => [`${province}-0${n}`, `${province}${n}`] as const)),
);
const NOW = new Date("2026-11-24T00:00:00Z");

async function importFile(path: string, demo: boolean) {
  const table = await readTable(createReadStream(path));
  const { mapping, missing } = guessMapping(table.header, []);
  expect(missing).toEqual([]);
  const numbers = new Set<string>();
  const phones = new Set<string>();
  const lines: Record<string, number[]> = {};
  const taken = new Map<string, string>();
  let tally = emptyTally();
  for await (const { line, cells } of table.rows) {
    const alone = readRow(cells, mapping, { branches: BRANCHES, now: NOW, demo, columns: table.columns });
    const number = numberOf(alone);
    const read = refuseDuplicate(alone, number !== null && numbers.has(number));
    if (number !== null) numbers.add(number);
    const household = read.ok && phones.has(read.value.phone);
    if (read.ok) {
      phones.add(read.value.phone);
      taken.set(read.value.number, JSON.stringify(read.value));
    } else (lines[read.error.code] ??= []).push(line);
    tally = countRow(tally, read, household ? 1 : 0);
  }
  return { table, tally, lines, taken };
}

describe("the sample files of a bank", () => {
  it("the CSV imports with exactly the counts of its README", async () => {
    const { table, tally, lines } = await importFile("tests/fixtures/customers-sample.csv", true);
    expect(table).toMatchObject({ format: "csv", encoding: "GB18030", delimiter: ",", columns: 10 });
    expect(tally).toMatchObject({
      rows: 3_000,
      taken: 2_902,
      refused: 98,
      byReason: { phone: 31, duplicate: 23, branch: 13, name: 14, date: 8, columns: 4, number: 5 },
    });
    // The row numbers that a spreadsheet shows, although cells with line breaks stand above.
    expect(lines["import.columns"]).toEqual([136, 378, 1_390, 2_156]);
  });

  it("the XLSX imports with exactly the counts of its README, and is the same customers", async () => {
    const { table, tally, taken } = await importFile("tests/fixtures/customers-sample.xlsx", true);
    expect(table).toMatchObject({ format: "xlsx", encoding: null, delimiter: null, columns: 10 });
    expect(tally).toMatchObject({
      rows: 2_996,
      taken: 2_902,
      refused: 94,
      byReason: { phone: 31, duplicate: 23, branch: 13, name: 14, date: 8, columns: 0, number: 5 },
    });
    const csv = await importFile("tests/fixtures/customers-sample.csv", true);
    expect(taken).toEqual(csv.taken);
  });

  it("a real bank takes none of these customers: their numbers are nobody's", async () => {
    const { tally } = await importFile("tests/fixtures/customers-sample.csv", false);
    expect(tally.taken).toBe(0);
  });
});
