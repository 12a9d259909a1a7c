import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { now } from "../../clock";
import { decrypt } from "../../crypto/cipher";
import { pool } from "../../db/client";
import { inSqlTransaction } from "../../db/transaction";
import { takeInbound } from "../../inbound/take";
import { reportUnexpected } from "../../logger";
import { takeReceipts } from "../../pipeline/receipts";
import { step } from "../../telemetry/step";
import { readAccount } from "../accounts";
import { keepExchanges, type KeptExchange } from "../exchanges";
import type { CallbackRequest, CarrierAccount, CarrierDriver } from "../port";
import { driverNamed } from "../registry";
import type { CallbackKind } from "./store";

/** A round reads so many callbacks at most. */
export const ROWS_A_ROUND = 500;
/** After so many failed tries a callback waits for a person: the accounts page counts it, retention drops it. */
export const TRIES = 8;

type Row = { id: string; provider_account_id: string; request_cipher: Buffer; failures: number };
/** What a round looked at: rows, and the reports or texts in those that were read. */
export type Taken = { readonly rows: number; readonly told: number };

type Read = { readonly id: string; readonly request: CallbackRequest };

// How often a batch looks again for what another worker is reading at this moment: two seconds at most.
const LOOKS = 100;
const LOOK_AGAIN_MS = 20;

/** Sees to it that what customers wrote, and carriers have handed over, is heard before a batch leaves: one look at an index where nothing waits. */
export async function hearInboundFirst(): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { rowCount } = await pool().query("SELECT 1 FROM carrier_callback WHERE kind = 'inbound' AND next_at <= $1 LIMIT 1", [now()]);
    if (rowCount === 0) return;
    if ((await takeCallbacks("inbound")).rows === 0) await sleep(LOOK_AGAIN_MS);
  }
}

/**
 * Reads what carriers told us, oldest first, and does what it says; a row goes only after that, so that a crash makes it
 * come twice, which is harmless, and never not at all.
 */
export function takeCallbacks(kind: CallbackKind, take = ROWS_A_ROUND): Promise<Taken> {
  return inSqlTransaction(async (client) => {
    const { rows } = await client.query<Row>(
      "SELECT id::text, provider_account_id, request_cipher, failures FROM carrier_callback WHERE kind = $1 AND next_at <= $2 ORDER BY next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED", [kind, now(), take],
    );
    let told = 0;
    for (const accountId of new Set(rows.map((row) => row.provider_account_id))) {
      told += await takeOfAccount(client, kind, accountId, rows.filter((row) => row.provider_account_id === accountId));
    }
    return { rows: rows.length, told };
  });
}

async function takeOfAccount(client: PoolClient, kind: CallbackKind, accountId: string, rows: readonly Row[]): Promise<number> {
  const account = await readAccount(client, accountId, now());
  const driver = account && driverNamed(account.driver);
  if (!account || !driver) {
    await putOff(client, rows);
    return 0;
  }
  const read = rows.map((row): Read => ({ id: row.id, request: JSON.parse(decrypt(row.request_cipher, "carrier.callback")) as CallbackRequest }));
  const { told, failed } = await tryAll(kind, driver, account, read);
  await client.query("DELETE FROM carrier_callback WHERE id = ANY($1::bigint[])", [rows.flatMap(({ id }) => (failed.has(id) ? [] : [id]))]);
  await putOff(client, rows.filter(({ id }) => failed.has(id)));
  return told;
}

/** Does what all of them say; where one is at fault the others do not wait for it. */
async function tryAll(kind: CallbackKind, driver: CarrierDriver, account: CarrierAccount, read: readonly Read[]): Promise<{ readonly told: number; readonly failed: ReadonlySet<string> }> {
  const together = await tryTo(kind, driver, account, read);
  if (together !== null) return { told: together, failed: new Set() };
  let told = 0;
  const failed = new Set<string>();
  for (const one of read) {
    const alone = await tryTo(kind, driver, account, [one]);
    if (alone === null) failed.add(one.id);
    else told += alone;
  }
  return { told, failed };
}

/** How many reports or texts were in them; null where that could not be told or done. */
async function tryTo(kind: CallbackKind, driver: CarrierDriver, account: CarrierAccount, read: readonly Read[]): Promise<number | null> {
  try {
    return await step("take callbacks", { kind, account: account.key, rows: read.length }, () => (kind === "inbound" ? inbound(driver, account, read) : receipts(driver, account, read)));
  } catch (error) {
    if (!(error instanceof NothingIn)) reportUnexpected(error, { at: "carrier callback", account: account.key, kind });
    return null;
  }
}

/** A callback that the driver finds nothing in: nobody may believe that it was heard. */
class NothingIn extends Error {}

async function receipts(driver: CarrierDriver, account: CarrierAccount, read: readonly Read[]): Promise<number> {
  const parsed = await Promise.all(read.map(async ({ request }) => ({ request, found: (await driver.parseReceipts?.(account, request)) ?? [] })));
  if (parsed.some(({ found }) => found.length === 0)) throw new NothingIn();
  const all = parsed.flatMap(({ found }) => found);
  const owners = await takeReceipts(driver, account.id, all);
  await keepExchanges(account, parsed.flatMap(({ request, found }): KeptExchange[] => found.flatMap((one) => {
    const messageId = owners.get(one.providerMessageId);
    // A callback about many messages: each keeps what is said of it, and nothing about other people.
    const body = found.length === 1 ? request.body : one.record;
    return messageId === undefined || body === undefined ? [] : [{ messageId, direction: "received", what: "report", body, troubled: one.state === "failed" }];
  })));
  return all.length;
}

async function inbound(driver: CarrierDriver, account: CarrierAccount, read: readonly Read[]): Promise<number> {
  const found = read.map(({ request }) => driver.parseInbound?.(account, request) ?? []);
  if (found.some((one) => one.length === 0)) throw new NothingIn();
  const all = found.flat();
  await takeInbound(account.id, all);
  return all.length;
}

async function putOff(client: PoolClient, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `UPDATE carrier_callback SET failures = failures + 1,
       next_at = CASE WHEN failures + 1 >= $3 THEN 'infinity'::timestamptz ELSE $2::timestamptz + make_interval(secs => power(2, failures + 1)) END WHERE id = ANY($1::bigint[])`,
    [rows.map((row) => row.id), now(), TRIES],
  );
}
