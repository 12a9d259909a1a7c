import { readdirSync } from "node:fs";
import pg from "pg";

export type Role = "manager" | "officer" | "reviewer" | "admin" | "branch" | "province";
/** One page to ask for: what it is called in the table, as whom, and where it stands. */
export type Address = { readonly name: string; readonly as: Role; readonly path: string };

/** Who the roles are: the demo bank's own people at head office, and two who see a branch and a province of the many. */
export const LOGINS: Record<Role, string> = { manager: "manager@demo", officer: "officer@demo", reviewer: "reviewer@demo", admin: "admin@demo", branch: "bench-officer", province: "bench-manager" };

const DEEP = 10_000;

/** Addresses of all pages of the console, as they stand in the folders: none can be forgotten. */
export function consolePages(): string[] {
  return readdirSync("app/(console)", { recursive: true, encoding: "utf8" })
    .map((file) => `/${file.replaceAll("\\", "/")}`).filter((file) => file.endsWith("/page.tsx"))
    .map((file) => file.replace(/\/page\.tsx$/, "") || "/").sort();
}

/** A row of each kind whose page is looked at: one value a parameter of an address. */
const EXAMPLES: Record<string, string> = {
  customerId: "SELECT customer_id FROM message WHERE customer_id = (SELECT id FROM customer WHERE number LIKE 'B%' ORDER BY id LIMIT 1) LIMIT 1",
  campaignId: "SELECT id FROM campaign ORDER BY frozen_count DESC NULLS LAST LIMIT 1",
  templateId: "SELECT id FROM template WHERE key LIKE 'bench.%' ORDER BY key DESC LIMIT 1",
  messageId: "SELECT id FROM message WHERE state = 'delivered' ORDER BY id DESC LIMIT 1",
  inboundId: "SELECT id FROM inbound_message WHERE customer_id IS NOT NULL ORDER BY id DESC LIMIT 1",
  reviewId: "SELECT id FROM review WHERE subject_type = 'campaign' ORDER BY id DESC LIMIT 1",
  requestId: "SELECT id FROM person_request WHERE state = 'open' ORDER BY id DESC LIMIT 1",
  importId: "SELECT id FROM customer_import WHERE state = 'done' ORDER BY id DESC LIMIT 1",
  accountId: "SELECT id FROM provider_account WHERE key = 'simulator'",
  wordingId: "SELECT id FROM consent_wording WHERE state = 'published' ORDER BY id LIMIT 1",
};
/** Pages that are only for rows in a certain state. */
const OWN_EXAMPLES: Record<string, string> = {
  "/campaigns/[campaignId]/edit": "SELECT id FROM campaign WHERE state = 'draft' ORDER BY id LIMIT 1",
  "/templates/[templateId]/changes": "SELECT d.template_id FROM template_version d JOIN template_version v ON v.template_id = d.template_id AND v.state = 'approved' WHERE d.state = 'draft' AND d.author_id = (SELECT id FROM person WHERE login = 'officer@demo') LIMIT 1",
  "/settings/wordings/[wordingId]/edit": "SELECT id FROM consent_wording WHERE state = 'draft' ORDER BY id LIMIT 1",
};

type Read = (sql: string) => Promise<string>;

const roleFor = (page: string): Role => (page.startsWith("/reviews") ? "reviewer" : page === "/" ? "manager" : page.endsWith("/changes") || page.startsWith("/policy") || page.startsWith("/messages") || page.startsWith("/inbox") ? "officer" : "admin");

async function plainPages(read: Read): Promise<Address[]> {
  const addresses: Address[] = [];
  for (const page of consolePages()) {
    const parameter = /\[(\w+)\]/.exec(page)?.[1];
    if (!parameter) {
      addresses.push({ name: page, as: roleFor(page), path: page });
      continue;
    }
    const sql = OWN_EXAMPLES[page] ?? EXAMPLES[parameter];
    if (!sql) throw new Error(`${page}: nothing to look at is known for [${parameter}]`);
    addresses.push({ name: page, as: roleFor(page), path: page.replace(/\[\w+\]/, await read(sql)) });
  }
  return addresses;
}

/** The ten-thousandth page of a list, or the last but one where it has fewer. */
async function deepPages(read: Read): Promise<Address[]> {
  const lists: readonly { page: string; as: Role; rows: number; table: string; where?: string; cursor?: string; order?: string; parameter?: string }[] = [
    { page: "/messages", as: "officer", rows: 50, table: "message" },
    { page: "/messages?stand=delivered", as: "officer", rows: 50, table: "message", where: "state = 'delivered'" },
    { page: "/customers", as: "officer", rows: 50, table: "customer" },
    { page: "/inbox", as: "officer", rows: 50, table: "inbound_message" },
    { page: "/audit", as: "manager", rows: 100, table: "audit_entry", cursor: "seq", order: "seq" },
    { page: "/campaigns", as: "officer", rows: 30, table: "campaign" },
    { page: "/templates", as: "officer", rows: 30, table: "template" },
    { page: "/customers/imports", as: "admin", rows: 20, table: "customer_import" },
    { page: "/phones", as: "officer", rows: 30, table: "simulated_message", cursor: "to_char(accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')", order: "accepted_at" },
    { page: "/reviews?queue=closed", as: "reviewer", rows: 30, table: "review", where: "state <> 'open'", cursor: "(extract(epoch FROM submitted_at) * 1000)::bigint || '-' || id", order: "submitted_at", parameter: "after" },
    { page: "/rights?state=done", as: "officer", rows: 50, table: "person_request", where: "state = 'done'", cursor: "(extract(epoch FROM due_at) * 1000)::bigint || '_' || id", order: "-extract(epoch FROM due_at)", parameter: "after" },
  ];
  const addresses: Address[] = [];
  for (const { page, as, rows, table, where = "true", cursor = "id", order = "id", parameter = "before" } of lists) {
    const pages = Math.min(DEEP, Math.floor(Number(await read(`SELECT count(*) FROM ${table} WHERE ${where}`)) / rows) - 1);
    if (pages < 1) continue;
    const value = await read(`SELECT ${cursor} FROM ${table} WHERE ${where} ORDER BY ${order} DESC OFFSET ${pages * rows} LIMIT 1`);
    addresses.push({ name: `${page}, page ${pages.toLocaleString("en")}`, as, path: `${page}${page.includes("?") ? "&" : "?"}${parameter}=${encodeURIComponent(value)}` });
  }
  return addresses;
}

/** Filters and searches that people use, each with what is hard about it. */
async function narrowedPages(read: Read): Promise<Address[]> {
  const busiest = await read(EXAMPLES.customerId ?? "");
  const [number, oldest] = [await read("SELECT number FROM customer WHERE number LIKE 'B%' OFFSET 4321 LIMIT 1"), await read("SELECT id FROM campaign WHERE frozen_count < 50000 AND name LIKE '第%' ORDER BY id LIMIT 1")];
  const large = await read(EXAMPLES.campaignId ?? "");
  const middle = await read(`SELECT id FROM message WHERE customer_id = '${busiest}' ORDER BY id DESC OFFSET (SELECT count(*) / 2 FROM message WHERE customer_id = '${busiest}') LIMIT 1`);
  const month = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
  return [
    { name: "/ (half a year)", as: "manager", path: `/?from=${new Date(Date.now() - 182 * 86_400_000).toISOString().slice(0, 10)}` },
    { name: "/ (one province, promotion)", as: "manager", path: "/?branch=P2&purpose=promotion" },
    { name: "/ (branch officer)", as: "branch", path: "/" },
    { name: "/messages (failed)", as: "officer", path: "/messages?stand=failed" },
    { name: "/messages (uncertain, 1 of 1,000)", as: "officer", path: "/messages?stand=uncertain" },
    { name: "/messages (waiting, hardly any)", as: "officer", path: "/messages?stand=waiting" },
    { name: "/messages (reason duplicate)", as: "officer", path: "/messages?reason=duplicate" },
    { name: "/messages (purpose promotion)", as: "officer", path: "/messages?purpose=promotion" },
    { name: "/messages (largest campaign)", as: "officer", path: `/messages?campaign=${large}` },
    { name: "/messages (largest campaign, failed)", as: "officer", path: `/messages?campaign=${large}&stand=failed` },
    { name: "/messages (oldest campaign)", as: "officer", path: `/messages?campaign=${oldest}` },
    { name: "/messages (oldest campaign, waiting)", as: "officer", path: `/messages?campaign=${oldest}&stand=waiting` },
    { name: "/messages (one day)", as: "officer", path: `/messages?from=${month}&to=${month}` },
    { name: "/messages (one day, uncertain)", as: "officer", path: `/messages?from=${month}&to=${month}&stand=uncertain` },
    { name: "/messages (busy customer)", as: "officer", path: `/messages?customer=${busiest}` },
    { name: "/messages (one branch of the many)", as: "officer", path: "/messages?branch=P3-07" },
    { name: "/messages (branch of the old bank)", as: "officer", path: "/messages?branch=HN-03" },
    { name: "/messages (branch officer)", as: "branch", path: "/messages" },
    { name: "/messages (branch officer, failed)", as: "branch", path: "/messages?stand=failed" },
    { name: "/messages (province manager)", as: "province", path: "/messages" },
    { name: "/customers (number)", as: "officer", path: `/customers?q=${number}` },
    { name: "/customers (last four)", as: "officer", path: "/customers?q=4321" },
    { name: "/customers (phone)", as: "officer", path: "/customers?q=16407368787" },
    { name: "/customers (name)", as: "officer", path: `/customers?q=${encodeURIComponent("王伟")}` },
    { name: "/customers (number that nobody has)", as: "officer", path: "/customers?q=X99999999" },
    { name: "/customers (branch)", as: "officer", path: "/customers?branch=P3-07" },
    { name: "/customers (branch of the old bank)", as: "officer", path: "/customers?branch=HN-03" },
    { name: "/customers (kind)", as: "officer", path: "/customers?kind=pensioner" },
    { name: "/customers (tag)", as: "officer", path: "/customers?tag=rural" },
    { name: "/customers (branch officer)", as: "branch", path: "/customers" },
    { name: "/customers (province manager)", as: "province", path: "/customers" },
    { name: "/customers/… (busy customer, far back)", as: "officer", path: `/customers/${busiest}?before=${middle}` },
    { name: "/inbox (waiting)", as: "officer", path: "/inbox?open=1" },
    { name: "/inbox (refusals)", as: "officer", path: "/inbox?class=refuse" },
    { name: "/inbox (overdue)", as: "officer", path: "/inbox?class=likelyRefusal&overdue=1" },
    { name: "/inbox (branch officer)", as: "branch", path: "/inbox" },
    { name: "/audit (action)", as: "manager", path: "/audit?action=session.signed_in" },
    { name: "/audit (action hardly anybody does)", as: "manager", path: "/audit?action=campaign.cancelled" },
    { name: "/audit (person)", as: "manager", path: `/audit?actor=${encodeURIComponent("陈国栋")}` },
    { name: "/audit (person who did nothing)", as: "manager", path: `/audit?actor=${encodeURIComponent("无此人")}` },
    { name: "/audit (subject)", as: "manager", path: `/audit?subject=customer&id=${busiest}` },
    { name: "/audit (province manager)", as: "province", path: "/audit" },
    { name: "/campaigns (words)", as: "officer", path: `/campaigns?q=${encodeURIComponent("第19")}` },
    { name: "/campaigns (drafts)", as: "officer", path: "/campaigns?state=draft" },
    { name: "/reviews (closed)", as: "reviewer", path: "/reviews?queue=closed" },
    { name: "/rights (done)", as: "officer", path: "/rights?state=done" },
    { name: "/templates (words)", as: "officer", path: "/templates?q=bench" },
    { name: "/policy (US, another day)", as: "officer", path: "/policy?pack=US&at=2026-04-30" },
  ];
}

/** Everything that is asked for, in the order of the table. */
export async function addressesToAsk(): Promise<Address[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_ADMIN_URL });
  await client.connect();
  const read: Read = async (sql) => {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    const value = Object.values(rows[0] ?? {})[0];
    if (value === undefined || value === null) throw new Error(`nothing to look at: ${sql}`);
    return String(value);
  };
  try {
    return [...(await plainPages(read)), ...(await narrowedPages(read)), ...(await deepPages(read))];
  } finally {
    await client.end();
  }
}
