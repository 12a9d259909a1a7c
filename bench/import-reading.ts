import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { readRow } from "@/lib/domain/customer/import-row";
import { guessMapping } from "@/lib/domain/customer/mapping";
import { readTable } from "@/lib/server/imports/reading/read-table";
import { makeZip, workbookParts } from "@/tests/fixtures/workbook";

// How fast customer files are read, and whether memory stays flat: a million rows must need no more than a thousand.
//   npx tsx --conditions=react-server bench/import-reading.ts
const CSV_ROWS = 1_000_000;
const XLSX_ROWS = 200_000;
const SETTLED = 20_000;
const HEADER = [
  "客户号",
  "姓名",
  "手机号码",
  "开户网点",
  "出生日期",
  "客户类型",
  "产品",
  "渠道偏好",
  "营销短信授权",
  "备注",
];
const NAMES = ["王秀英", "欧阳凤", "阿卜杜拉·买买提", "严𠮷", "邓㛃"];
const NOW = new Date("2026-11-24T00:00:00Z");

function cellsOf(row: number): string[] {
  const phone = `154${String(row).padStart(8, "0")}`;
  const birth = `19${50 + (row % 50)}-0${1 + (row % 9)}-1${row % 10}`;
  return [
    `C${String(row).padStart(10, "0")}`,
    NAMES[row % 5] ?? "",
    phone,
    "HN-01",
    birth,
    "农户",
    "社保卡、惠农e贷",
    "短信",
    "是",
    row % 20 === 0 ? '老客户，喜欢"电话"' : "",
  ];
}

async function* csvBytes(): AsyncGenerator<Buffer> {
  const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  yield Buffer.from(`${HEADER.join(",")}\r\n`);
  for (let row = 1; row <= CSV_ROWS; row += 500) {
    const lines = Array.from({ length: 500 }, (_, index) =>
      cellsOf(row + index)
        .map(quote)
        .join(","),
    );
    yield Buffer.from(`${lines.join("\r\n")}\r\n`);
  }
}

// As Excel writes it: every text once in the list of shared texts, three of them in each row seen nowhere else.
function makeXlsx(file: string): void {
  const texts = new Map<string, number>();
  const indexOf = (text: string) => texts.get(text) ?? (texts.set(text, texts.size), texts.size - 1);
  const letters = "ABCDEFGHIJ";
  const rows = [HEADER, ...Array.from({ length: XLSX_ROWS }, (_, row) => cellsOf(row + 1))].map((cells, index) => {
    const written = cells.map(
      (cell, column) => `<c r="${letters[column]}${index + 1}" t="s"><v>${indexOf(cell)}</v></c>`,
    );
    return `<row r="${index + 1}">${written.join("")}</row>`;
  });
  const strings = [...texts.keys()].map((text) => `<si><t>${text}</t></si>`).join("");
  writeFileSync(file, makeZip(workbookParts({ rows: rows.join(""), strings })));
  process.stdout.write(`  ${texts.size.toLocaleString("en")} shared texts\n`);
}

async function measure(name: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const started = performance.now();
  const table = await readTable(source);
  const { mapping } = guessMapping(table.header, []);
  const context = { branches: new Map([["HN-01", "1"]]), now: NOW, demo: true, columns: table.columns };
  const rss = () => process.memoryUsage().rss / 1024 ** 2;
  let rows = 0;
  let taken = 0;
  let settled = 0;
  let peak = 0;
  for await (const { cells } of table.rows) {
    rows += 1;
    if (readRow(cells, mapping, context).ok) taken += 1;
    if (rows === SETTLED) settled = rss();
    if (rows % 5_000 === 0) peak = Math.max(peak, rss());
  }
  const seconds = (performance.now() - started) / 1_000;
  process.stdout.write(
    `${name}: ${rows.toLocaleString("en")} rows (${taken.toLocaleString("en")} good) in ${seconds.toFixed(1)} s = ` +
      `${Math.round(rows / seconds).toLocaleString("en")} rows/s; resident memory ${settled.toFixed(0)} MB after ` +
      `${SETTLED.toLocaleString("en")} rows, at most ${peak.toFixed(0)} MB (${(peak - settled).toFixed(0)} MB more)\n`,
  );
}

async function main(): Promise<void> {
  const [, script = fileURLToPath(import.meta.url), target] = process.argv;
  if (target !== undefined) return makeXlsx(target);
  const folder = mkdtempSync(path.join(tmpdir(), "hongyan-bench-"));
  try {
    await measure("CSV ", csvBytes());
    // Made in a process of its own, whose memory is not ours.
    const file = path.join(folder, "customers.xlsx");
    spawnSync(process.execPath, [...process.execArgv, script, file], { stdio: "inherit" });
    process.stdout.write(`  ${(statSync(file).size / 1024 ** 2).toFixed(1)} MB\n`);
    await measure("XLSX", createReadStream(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
