import { performance } from "node:perf_hooks";
import type { PoolClient } from "pg";
import pg from "pg";
import { closeDays } from "@/lib/server/dashboard/closed-days";
import { fillAudit, fillReplies, fillRooms, settle } from "./around";
import { fillBank } from "./bank";
import { fillCustomers } from "./customers";
import { MessageFiller, numberCustomers } from "./messages";

export type Size = { readonly messages: number; readonly customers: number };

const REPLIES = 100_000;
const AUDIT_ENTRIES = 200_000;
const CAMPAIGNS = 200;

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const made = await work();
  console.log(`  ${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return made;
}

/** What a kept database holds: noted in it when all of it is there, so that the next run uses it as it is. */
async function filledWith(client: pg.Client): Promise<Size | null> {
  const { rows } = await client.query<{ value: Size }>("SELECT value FROM setting WHERE key = 'bench.filled'");
  return rows[0]?.value ?? null;
}

async function closeAllDays(): Promise<void> {
  while (await closeDays());
}

/** Fills an empty database; leaves one alone that was filled before, and says what it holds. */
export async function fill(size: Size): Promise<Size> {
  // Not the pool's own: the numbered customers live as long as this connection.
  const client = new pg.Client({ connectionString: process.env.DATABASE_ADMIN_URL });
  await client.connect();
  const connection = client as unknown as PoolClient;
  try {
    const known = await filledWith(client);
    if (known) {
      // As a worker does that runs beside the console; days have passed since the bank was filled.
      await closeAllDays();
      return known;
    }
    console.log(`filling: ${size.messages.toLocaleString("en")} messages, ${size.customers.toLocaleString("en")} customers …`);
    await client.query("SELECT ensure_message_partitions((current_date - interval '4 months')::date, 8)");
    const versions = await timed("bank", () => fillBank(connection));
    await timed("customers", () => fillCustomers(connection, size.customers));
    await timed("numbering", () => numberCustomers(connection));
    const { rows: accounts } = await client.query<{ id: string }>("SELECT id FROM provider_account WHERE key = 'simulator'");
    const accountId = accounts[0]?.id ?? "";
    const filler = new MessageFiller(connection, versions, size.customers, accountId, Date.now());
    await timed("messages", () => filler.fill(size.messages, CAMPAIGNS));
    await timed("rooms", () => fillRooms(connection, accountId));
    await timed("audit", () => fillAudit(connection, AUDIT_ENTRIES));
    await timed("replies", () => fillReplies(connection, REPLIES));
    await timed("closed days", closeAllDays);
    await timed("figures of the planner", () => settle(connection));
    await client.query("INSERT INTO setting (key, value, updated_by) VALUES ('bench.filled', $1::jsonb, 'bench')", [JSON.stringify(size)]);
    return size;
  } finally {
    await client.end();
  }
}
