import { parseArgs } from "node:util";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { disconnect } from "@/lib/server/db/client";
import { closeQueues } from "@/lib/server/jobs/queues";
import { seedDemo } from "@/prisma/seed/index";
import { browserLaunch } from "../e2e/browser";
import { ownDatabase } from "./database";
import { cookies, startConsole } from "./pages/ask";
import { atMost, said, writeFigures, type Figure } from "./parts/figures";

// What a clerk's computer makes of a page: scripts of the first load, largest contentful paint, and the longest wait from
// a click or a key to the next picture, with the processor slowed down to a quarter (a middling machine).


const SLOWER = 4;
const LCP_MS = 2_500;
const INP_MS = 200;

const { values } = parseArgs({ options: { port: { type: "string", default: "3463" }, times: { type: "string", default: "3" }, json: { type: "string" } } });
const origin = `http://localhost:${values.port}`;

/** Uses a page as people do, and leaves it as it was. */
type Deed = (page: Page) => Promise<void>;

const openMenu: Deed = async (page) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ab", { delay: 60 });
  await page.keyboard.press("Escape");
};
const typeIn = (name: string): Deed => async (page) => {
  await page.locator(`input[name="${name}"]`).first().click();
  await page.keyboard.type("4321", { delay: 60 });
};
const press = (name: RegExp): Deed => async (page) => {
  await page.getByRole("button", { name }).first().click();
  await page.keyboard.press("Escape");
};
const tick: Deed = (page) => page.locator('main input[type="checkbox"]').first().click({ force: true });

const PAGES: readonly { readonly path: string; readonly deeds: readonly Deed[] }[] = [
  { path: "/", deeds: [openMenu] }, { path: "/customers", deeds: [typeIn("q"), openMenu] }, { path: "/messages", deeds: [openMenu] }, { path: "/campaigns", deeds: [typeIn("q"), tick] },
  { path: "/campaigns/new", deeds: [openMenu] }, { path: "/inbox", deeds: [tick, openMenu] }, { path: "/audit", deeds: [openMenu] }, { path: "/templates/new", deeds: [openMenu] },
  { path: "/policy", deeds: [openMenu] }, { path: "/settings/people", deeds: [press(/新增人员/), typeIn("q")] }, { path: "/settings/branches", deeds: [press(/^修改/)] }, { path: "/preferences", deeds: [] },
];

/** Watches what the browser itself reports, from before the first byte. */
function watch(): void {
  const seen = { lcp: 0, inp: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.lcp = Math.max(seen.lcp, entry.startTime); }).observe({ type: "largest-contentful-paint", buffered: true });
  // The shortest duration that browsers report at all; what is quicker than that counts as nothing.
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if ((entry as unknown as { interactionId?: number }).interactionId) seen.inp = Math.max(seen.inp, entry.duration); }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}

async function look(context: BrowserContext, { path, deeds }: (typeof PAGES)[number]): Promise<{ scripts: number; lcp: number; inp: number }> {
  const page = await context.newPage();
  try {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.addInitScript(watch);
    await page.goto(origin + path, { waitUntil: "networkidle" });
    const scripts = await page.evaluate(() => (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter((entry) => /\.js(\?|$)/.test(entry.name)).reduce((sum, entry) => sum + entry.encodedBodySize, 0));
    for (const deed of deeds) await deed(page);
    await page.waitForTimeout(300);
    const { lcp, inp } = await page.evaluate(() => (globalThis as unknown as { seen: { lcp: number; inp: number } }).seen);
    return { scripts: scripts / 1024, lcp, inp };
  } finally {
    await page.close();
  }
}

const middle = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

async function measure(): Promise<Figure[]> {
  const browser = await chromium.launch(await browserLaunch());
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
    const [name = "", value = ""] = (await sessionOf()).split("=");
    await context.addCookies([{ name, value, url: origin }]);
    const figures: Figure[] = [];
    console.log("scripts KB   LCP ms   INP ms   page (the middle of some looks)");
    for (const one of PAGES) {
      const looks = [];
      for (let turn = 0; turn < Number(values.times); turn += 1) looks.push(await look(context, one));
      const [scripts, lcp, inp] = [looks.map((seen) => seen.scripts), looks.map((seen) => seen.lcp), looks.map((seen) => seen.inp)].map(middle) as [number, number, number];
      console.log(`${scripts.toFixed(0).padStart(10)} ${lcp.toFixed(0).padStart(8)} ${inp.toFixed(0).padStart(8)}   ${one.path}`);
      figures.push(
        said(`first-load scripts ${one.path}`, Math.round(scripts), "KB"), atMost(`LCP ${one.path}`, Math.round(lcp), "ms", LCP_MS), atMost(`INP ${one.path}`, Math.round(inp), "ms", INP_MS),
      );
    }
    return figures;
  } finally {
    await browser.close();
  }
}

const sessionOf = async () => (await cookies(["admin"])).admin;

const stopDatabase = await ownDatabase({ durable: false });
try {
  console.log("making the demo bank …");
  await seedDemo("bench-bench-bench");
  await closeQueues();
  await disconnect();
  const { stop: stopConsole } = await startConsole(Number(values.port));
  try {
    const figures = await measure();
    writeFigures(values.json, figures);
  } finally {
    await stopConsole();
  }
} finally {
  await stopDatabase();
}
