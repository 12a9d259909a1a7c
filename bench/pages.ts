import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { disconnect } from "@/lib/server/db/client";
import { closeQueues } from "@/lib/server/jobs/queues";
import { ownDatabase } from "./database";
import { addressesToAsk } from "./pages/addresses";
import { cookies, startConsole, timePage, type Timing } from "./pages/ask";
import { fill, type Size } from "./pages/fill";
import { atMost, writeFigures, type Figure } from "./parts/figures";

// How long every page of the console takes at the server with ten million messages and a million customers: first pages,
// filters, searches, and the ten-thousandth page of a list. The dashboard is measured twice in the same run, over few
// messages and over all: its time must not follow their number.

/** One figure as the driver of all benches prints it. */

const TARGET_MS = 100;
const RATIO_MAX = 1.5;
const FEW: Size = { messages: 100_000, customers: 20_000 };
const OWN_FILE = fileURLToPath(import.meta.url);

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "10000000" }, customers: { type: "string", default: "1000000" }, requests: { type: "string", default: "25" }, port: { type: "string", default: "3461" },
    /** Keeps the database there for the next run. */
    data: { type: "string" },
    /** Only pages whose name begins so; several with commas. */
    only: { type: "string" },
    /** Fills and does not measure. */
    fill: { type: "boolean", default: false }, json: { type: "string" },
  },
});

function print({ name, p50, p95, max, bytes, worked }: Timing): void {
  const cells = [p50, p95, max, worked].map((ms) => (ms === null ? "–" : ms.toFixed(0)).padStart(7)).join("");
  console.log(`${cells}  ${(bytes / 1024).toFixed(0).padStart(4)} KB  ${name}${p95 > TARGET_MS ? "   OVER" : ""}`);
}

/** Fills a database of its own, and asks for pages of the console over it. */
async function measure(size: Size, keepIn: string | undefined, isWanted: (name: string) => boolean): Promise<Timing[]> {
  // What is lost in a crash is made again: without waiting for the disk, filling takes half the time.
  const stopDatabase = await ownDatabase({ ...(keepIn === undefined ? {} : { keepIn }), durable: false });
  try {
    const held = await fill(size);
    console.log(`${held.messages.toLocaleString("en")} messages, ${held.customers.toLocaleString("en")} customers`);
    await closeQueues();
    await disconnect();
    if (values.fill) return [];
    const addresses = (await addressesToAsk()).filter((address) => isWanted(address.name));
    const port = Number(values.port);
    const { stop: stopConsole, pid } = await startConsole(port);
    try {
      const session = await cookies();
      console.log("    p50    p95    max worked     size  page (milliseconds to the last byte; worked: by the console's own process)");
      const timings: Timing[] = [];
      for (const address of addresses) {
        const timing = await timePage({ port, pid }, address, session[address.as], Number(values.requests));
        print(timing);
        timings.push(timing);
      }
      return timings;
    } finally {
      await stopConsole();
    }
  } finally {
    await stopDatabase();
  }
}

/** The dashboard over few messages, by this very program: keys and connections of a process belong to one database. */
async function dashboardOverFew(): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-bench-few-"));
  try {
    const file = path.join(folder, "few.json");
    const child = spawn(process.execPath, [...process.execArgv, OWN_FILE, "--messages", String(FEW.messages), "--customers", String(FEW.customers), "--only", "=/", "--requests", values.requests, "--port", values.port, "--json", file], { stdio: ["ignore", "inherit", "inherit"] });
    const [code] = (await once(child, "exit")) as [number | null];
    if (code !== 0) throw new Error("the dashboard over few messages could not be measured");
    return (JSON.parse(readFileSync(file, "utf8")) as Figure[])[0]?.value ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isWanted = (name: string) => values.only === undefined || values.only.split(",").some((wanted) => (wanted.startsWith("=") ? name === wanted.slice(1) : name.startsWith(wanted)));

const isWhole = values.only === undefined && !values.fill;
const few = isWhole ? await dashboardOverFew() : null;
const timings = await measure({ messages: Number(values.messages), customers: Number(values.customers) }, values.data, isWanted);
const figures = timings.map(({ name, p95 }) => atMost(`page ${name}, p95`, Math.round(p95 * 10) / 10, "ms", TARGET_MS));
const slow = timings.filter((timing) => timing.p95 > TARGET_MS);
if (timings.length > 0) console.log(slow.length === 0 ? `all ${timings.length} within ${TARGET_MS} ms (p95)` : `over ${TARGET_MS} ms (p95): ${slow.map((one) => `${one.name} ${one.p95.toFixed(0)}`).join(" · ")}`);
const many = timings.find((timing) => timing.name === "/")?.p95;
if (few !== null && many !== undefined) {
  const ratio = Math.round((many / few) * 100) / 100;
  console.log(`dashboard: ${few.toFixed(0)} ms over ${FEW.messages.toLocaleString("en")} messages, ${many.toFixed(0)} ms over ${Number(values.messages).toLocaleString("en")}: ${ratio} times`);
  figures.push(atMost("dashboard, all messages against few", ratio, "×", RATIO_MAX));
}
writeFigures(values.json, figures);
