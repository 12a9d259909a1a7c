import "server-only";
import { randomUUID } from "node:crypto";
import { now } from "../clock";
import { pool } from "../db/client";
import { reportUnexpected } from "../logger";
import { sha256Hex } from "../crypto/digest";
import { readAccount, type ReadAccount } from "./accounts";
import { linkSink } from "./callbacks/store";
import type { CarrierLink } from "./port";
import { driverForSending, driverNamed } from "./registry";

/** How long open answers are waited for when a link is closed. */
const GRACE_MS = 5_000;

/** Older rows belong to workers that are gone. */
export const LINK_STATE_FRESH_MS = 20_000;

type Open = { readonly link: CarrierLink; readonly made: string };

/** What must be the same for a link to stay as it is. */
function madeOf(account: ReadAccount): string {
  return sha256Hex(JSON.stringify([account.driver, account.settings, account.secrets]));
}

/**
 * The standing connections of this process: one set for every enabled account whose carrier has them, so that reports and
 * replies come in also while nothing is sent. `tend` opens what is missing, closes what is switched off or was changed, and
 * writes down how they stand; it is called every few seconds.
 */
export function makeLinks(worker = randomUUID()): { readonly tend: () => Promise<void>; readonly close: () => Promise<void> } {
  const open = new Map<string, Open>();

  async function wanted(): Promise<ReadonlyMap<string, ReadAccount>> {
    const { rows } = await pool().query<{ id: string }>("SELECT id FROM provider_account WHERE disabled_at IS NULL AND NOT dry_run ORDER BY key");
    const accounts = new Map<string, ReadAccount>();
    for (const { id } of rows) {
      const account = await readAccount(pool(), id, now());
      if (account?.usable === true && driverNamed(account.driver).connect !== undefined && driverForSending(account.driver).ok) accounts.set(id, account);
    }
    return accounts;
  }

  async function shut(id: string, { link }: Open): Promise<void> {
    open.delete(id);
    await link.close(GRACE_MS).catch((error: unknown) => void reportUnexpected(error, { at: "carrier link", account: id }));
    await pool().query("DELETE FROM carrier_link_state WHERE provider_account_id = $1::uuid AND worker = $2", [id, worker]);
  }

  async function note(): Promise<void> {
    const rows = [...open].flatMap(([id, { link }]) => link.states().map((state, slot) => ({ id, slot, ...state })));
    await pool().query(
      `INSERT INTO carrier_link_state (provider_account_id, worker, slot, state, detail, in_flight, "window", at)
       SELECT s.id, $1, s.slot, s.state, s.detail, s.in_flight, s.win, $2::timestamptz FROM unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::int[], $8::int[]) AS s(id, slot, state, detail, in_flight, win)
       ON CONFLICT (provider_account_id, worker, slot) DO UPDATE SET state = excluded.state, detail = excluded.detail, in_flight = excluded.in_flight, "window" = excluded."window", at = excluded.at`,
      [worker, now(), rows.map((row) => row.id), rows.map((row) => row.slot), rows.map((row) => row.state), rows.map((row) => row.detail.slice(0, 300)), rows.map((row) => row.inFlight), rows.map((row) => row.window)],
    );
  }

  return {
    async tend() {
      const accounts = await wanted();
      for (const [id, one] of open) {
        const account = accounts.get(id);
        if (!account || madeOf(account) !== one.made) await shut(id, one);
      }
      for (const [id, account] of accounts) {
        if (open.has(id)) continue;
        const driver = driverNamed(account.driver);
        const link = driver.connect?.(account, linkSink(driver, account));
        if (link) open.set(id, { link, made: madeOf(account) });
      }
      await note();
    },
    async close() {
      await Promise.all([...open].map(([id, one]) => shut(id, one)));
    },
  };
}
