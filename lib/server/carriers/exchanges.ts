import "server-only";
import { now } from "../clock";
import { encrypt } from "../crypto/cipher";
import { pool } from "../db/client";
import { reportUnexpected } from "../logger";
import type { CarrierAccount, Exchange } from "./port";

export type KeptExchange = Exchange & { readonly messageId: string; readonly troubled: boolean };

const BODY_MAX = 8_192;

/**
 * Keeps what went over the wire about messages, encrypted, for their trace. It is evidence for people, no part of the
 * sending: that it cannot be written must not change what became of a message.
 */
export async function keepExchanges(account: CarrierAccount, all: readonly KeptExchange[]): Promise<void> {
  const rows = account.keepsExchanges === "none" ? [] : all.filter((one) => account.keepsExchanges === "all" || one.troubled);
  if (rows.length === 0) return;
  try {
    await pool().query(
      `INSERT INTO carrier_exchange (message_id, provider_account_id, direction, what, body_cipher, at)
       SELECT e.message, $1::uuid, e.direction, e.what, e.body, $6::timestamptz FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[]) AS e(message, direction, what, body)`,
      [
        account.id, rows.map((one) => one.messageId), rows.map((one) => one.direction), rows.map((one) => one.what),
        rows.map((one) => Buffer.from(encrypt(one.body.slice(0, BODY_MAX), "carrier.exchange"))), now(),
      ],
    );
  } catch (error) {
    reportUnexpected(error, { at: "carrier exchanges", account: account.key, rows: rows.length });
  }
}
