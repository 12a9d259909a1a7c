import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { shown, type Figure } from "./parts/figures";
import { drawFigures } from "./parts/plot";

// What `npm run bench` does: every figure that is promised, one part after the other on one machine, each in processes and a
// database of its own; then one table that says what was reached and what was missed. --quick takes small sizes, to see that
// everything still runs; its figures say nothing. --pages-data keeps the bank of ten million messages in a folder for the next run.

const { values } = parseArgs({ options: { json: { type: "string" }, plot: { type: "string" }, only: { type: "string" }, quick: { type: "boolean", default: false }, "pages-data": { type: "string" } } });

type Part = { readonly name: string; readonly what: string; readonly file: string; readonly args: readonly string[]; readonly quick: readonly string[]; readonly needsBuild?: true };
const PARTS: readonly Part[] = [
  { name: "bulk", what: "1, 2 bulk and straight line", file: "bulk.ts", args: [], quick: ["--sizes", "2000,5000"] },
  { name: "urgent", what: "3 urgent under load", file: "urgent.ts", args: [], quick: ["--recipients", "20000", "--messages", "40"], needsBuild: true },
  { name: "import", what: "4 import", file: "import.ts", args: [], quick: ["--rows", "20000"] },
  { name: "pages", what: "5 pages at ten million messages", file: "pages.ts", args: values["pages-data"] === undefined ? [] : ["--data", values["pages-data"]], quick: ["--messages", "20000", "--customers", "5000", "--requests", "3"], needsBuild: true },
  { name: "receipts", what: "6 receipts while sending", file: "receipts.ts", args: [], quick: ["--size", "5000"] },
  { name: "scale-out", what: "7 scale out", file: "scale-out.ts", args: [], quick: ["--size", "5000", "--rounds", "1", "--seconds", "6"] },
  { name: "front-end", what: "8 front end", file: "front-end.ts", args: [], quick: ["--times", "1"], needsBuild: true },
];

export type Result = Figure & { readonly part: string };

const ROOT = path.join(import.meta.dirname, "..");
const chosen = values.only?.split(",");
const parts = PARTS.filter((part) => chosen?.includes(part.name) !== false);
if (parts.some((part) => part.needsBuild) && !existsSync(path.join(ROOT, ".next", "BUILD_ID"))) {
  console.error("Some parts ask the built console: run `npx next build` first, or leave them out with --only bulk,import,receipts,scale-out.");
  process.exit(1);
}

const folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-bench-results-"));
const results: Result[] = [];
const broken: string[] = [];
for (const part of parts) {
  console.log(`\n── ${part.what} (bench/${part.file})`);
  const json = path.join(folder, `${part.name}.json`);
  const { status } = spawnSync(process.execPath, ["--conditions=react-server", "--import", "tsx", `bench/${part.file}`, ...(values.quick ? part.quick : part.args), "--json", json], { cwd: ROOT, stdio: "inherit" });
  // A part may answer with an exit code of its own for a figure that was missed: what counts is whether it measured.
  if (existsSync(json)) results.push(...(JSON.parse(readFileSync(json, "utf8")) as Figure[]).map((one) => ({ part: part.name, ...one })));
  else broken.push(`${part.name} (exit ${status ?? "by signal"})`);
}
rmSync(folder, { recursive: true, force: true });

const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model ?? "unknown"}), ${(os.totalmem() / 1024 ** 3).toFixed(0)} GB, Node ${process.version}, load average ${os.loadavg()[0]?.toFixed(1) ?? ""} at the end`;
console.log(`\n── Against the targets (${machine})`);
for (const one of results.filter(({ target }) => target !== null)) {
  console.log(`${one.met === true ? "met   " : one.met === false ? "MISSED" : "      "} ${`${one.part}: ${one.name}`.padEnd(84)} ${shown(one.value).padStart(9)} ${one.unit}   (${one.target})`);
}
const missed = results.filter(({ met }) => met === false);
console.log(`\n${results.filter(({ met }) => met === true).length} met, ${missed.length} missed${broken.length > 0 ? `; not measured: ${broken.join(", ")}` : ""}${values.quick ? "; --quick: these sizes say nothing" : ""}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), machine, quick: values.quick, results, broken }, null, 2)}\n`);
if (values.plot) writeFileSync(values.plot, drawFigures(results, machine));
process.exitCode = broken.length > 0 ? 1 : 0;
