import { setTimeout as sleep } from "node:timers/promises";
import type { Seen } from "./measure";
import { numberOf } from "./customers";
import type { Person } from "./stage";

const THINKS_MS = 1_000;

/** Pages that each role reads, over and over; `{campaign}` and `{customer}` stand for one of the day's. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  officer: ["/", "/customers?q={customer}", "/messages", "/inbox", "/campaigns", "/templates"],
  manager: ["/", "/campaigns", "/campaigns/{campaign}", "/messages?stand=failed", "/inbox", "/audit"],
  reviewer: ["/reviews", "/campaigns/{campaign}", "/customers", "/audit", "/templates"],
  administrator: ["/", "/settings", "/customers", "/messages", "/campaigns"],
};

/** Opens every page once, so that the day does not begin with the server's own beginnings. */
export async function openAll(url: string, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    for (const page of PAGES[person.role] ?? []) if (!page.includes("{campaign}")) await fetch(url + page.replace("{customer}", numberOf(0)), { headers: { cookie: person.cookie } }).then((response) => response.text());
  }
}

/** Somebody who works at the console: opens page after page and looks at each for a moment. */
export async function work(url: string, person: Person, customers: number, campaign: () => string | null, seen: Seen, ended: AbortSignal): Promise<void> {
  const pages = PAGES[person.role] ?? ["/"];
  for (let turn = Math.floor(Math.random() * pages.length); !ended.aborted; turn += 1) {
    const page = pages[turn % pages.length] ?? "/";
    const id = campaign();
    if (!page.includes("{campaign}") || id !== null) {
      const path = page.replace("{campaign}", id ?? "").replace("{customer}", numberOf(Math.floor(Math.random() * customers)));
      await seen.time(`page ${page.replace("{campaign}", "…").replace("{customer}", "…")}`, async () => {
        const response = await fetch(url + path, { headers: { cookie: person.cookie }, redirect: "manual" });
        return { status: response.status, text: await response.text() };
      }, ({ status, text }) => (status === 200 && text.endsWith("</html>") ? null : `${status} for ${person.role}`));
    }
    await sleep(THINKS_MS * (0.5 + Math.random()), undefined, { signal: ended }).catch(() => undefined);
  }
}
