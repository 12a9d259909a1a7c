import { readdirSync } from "node:fs";
import type { Browser, BrowserContext } from "@playwright/test";
import { expect, signIn, test } from "../fixtures";
import { BUDGETS } from "./budgets";

// What a page may cost the phone or the old computer that opens it: scripts that come with its first load, as they travel.

const ROOTS = ["app/(console)", "app/(auth)", "app/(customer)"];

/** Addresses of all pages as they stand in the folders. */
function pages(): string[] {
  return ROOTS.flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }))
    .map((file) => `/${file.replaceAll("\\", "/")}`).filter((file) => file.endsWith("/page.tsx") || file === "/page.tsx")
    .map((file) => file.replace(/\/page\.tsx$/, "") || "/").sort();
}

/** Kilobytes of scripts, compressed, that are there when the page has loaded into an empty cache. */
async function scriptKilobytes(browser: Browser, address: string, storageState: Awaited<ReturnType<BrowserContext["storageState"]>>): Promise<number> {
  const context = await browser.newContext({ storageState });
  try {
    const page = await context.newPage();
    // Only scripts are looked at: the rest would only take time.
    await page.route(/\.(css|woff2?|svg|png)(\?|$)/, (route) => route.abort());
    const response = await page.goto(address, { waitUntil: "load" });
    // One page says that there is nothing, and is a page all the same.
    expect([address, response?.status()]).toEqual([address, address === "/preferences/gone" ? 404 : 200]);
    const bytes = await page.evaluate(() => (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter((entry) => /\.js(\?|$)/.test(entry.name)).reduce((sum, entry) => sum + entry.encodedBodySize, 0));
    return Math.round(bytes / 102.4) / 10;
  } finally {
    await context.close();
  }
}

test("every page has a budget for its scripts, and no budget is for a page that is gone", () => {
  expect(Object.keys(BUDGETS).sort()).toEqual(pages());
});

test("no page brings more scripts than its budget", async ({ page, browser }) => {
  // Beside the journeys, on two cores.
  test.setTimeout(400_000);
  await signIn(page, "admin");
  const sessions = { admin: await page.context().storageState(), nobody: { cookies: [], origins: [] }, reviewer: { cookies: [], origins: [] } as Awaited<ReturnType<BrowserContext["storageState"]>> };
  await signIn(page, "reviewer");
  sessions.reviewer = await page.context().storageState();
  const over: string[] = [];
  for (const [route, { kilobytes, as = "admin", found, at = route }] of Object.entries(BUDGETS)) {
    if (kilobytes === null) continue;
    let address = at;
    if (found) {
      const context = await browser.newContext({ storageState: sessions[as] });
      const links = [...(await (await context.request.get(found.on)).text()).matchAll(found.link)].map((match) => match[1] ?? "");
      await context.close();
      // A bank without such a row has no such page.
      if (!links[0]) continue;
      address = route.replace(/\[\w+\]/, links[0]);
    }
    const spent = await scriptKilobytes(browser, address, sessions[as]);
    if (process.env.BUDGETS_SHOWN) process.stdout.write(`${route}\t${spent}\t${address}\n`);
    if (spent > kilobytes) over.push(`${route} (${address}) brings ${spent} KB of scripts; its budget is ${kilobytes}`);
  }
  expect(over).toEqual([]);
});
