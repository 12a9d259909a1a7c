import "server-only";
import { now } from "../../clock";
import { encrypt } from "../../crypto/cipher";
import { pool } from "../../db/client";
import type { CallbackRequest, CarrierAccount, CarrierDriver, LinkSink } from "../port";

export type CallbackKind = "receipts" | "inbound";

type Waiting = { readonly accountId: string; readonly kind: CallbackKind; readonly request: CallbackRequest };

/** Writes down what carriers told us, before anybody reads it: once this resolves, it can be acknowledged. */
export async function storeCallbacks(rows: readonly Waiting[]): Promise<void> {
  if (rows.length === 0) return;
  await pool().query(
    `INSERT INTO carrier_callback (provider_account_id, kind, request_cipher, received_at, next_at)
     SELECT c.account, c.kind, c.request, $4::timestamptz, $4::timestamptz FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS c(account, kind, request)`,
    [rows.map((row) => row.accountId), rows.map((row) => row.kind), rows.map((row) => Buffer.from(encrypt(JSON.stringify({ ...row.request, receivedAt: now().toISOString() }), "carrier.callback"))), now()],
  );
}

const ROWS_A_STATEMENT = 500;

/** Where the standing connections of an account put what comes in: what arrives together is written in one statement. */
export function linkSink(driver: CarrierDriver, account: CarrierAccount): LinkSink {
  let open: { readonly rows: Waiting[]; readonly stored: Promise<void> } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(request) {
      const kind = (driver.parseInbound?.(account, request).length ?? 0) > 0 ? "inbound" : "receipts";
      if (!open || open.rows.length >= ROWS_A_STATEMENT) {
        const rows: Waiting[] = [];
        // One statement at a time: while it runs, the next one fills.
        const stored = last.then(() => {
          if (open?.rows === rows) open = null;
          return storeCallbacks(rows);
        });
        last = stored.catch(() => undefined);
        open = { rows, stored };
      }
      open.rows.push({ accountId: account.id, kind, request });
      return open.stored;
    },
  };
}
