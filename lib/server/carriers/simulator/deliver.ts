import "server-only";
import type { PoolClient } from "pg";
import type { ReceiptOutcome } from "@/lib/domain/message/states";
import { decrypt } from "../../crypto/cipher";
import { inSqlTransaction } from "../../db/transaction";
import { takeInbound } from "../../inbound/take";
import { takeReceipts } from "../../pipeline/receipts";
import type { CarrierInbound, CarrierReceipt } from "../port";
import { simulator } from "./driver";

type EventRow = {
  id: string; account_id: string; due_at: Date; kind: "receipt" | "reply"; provider_message_id: string; state: ReceiptOutcome | null; code: string | null;
  reference: string | null; body_cipher: Buffer | null; from_cipher: Buffer | null;
};

/**
 * Calls back with what is due, as a carrier would: an event is struck off only after we took it, so that one may come
 * twice but none gets lost. Answers how many there were.
 */
export function deliverDueEvents(take = 500): Promise<number> {
  return inSqlTransaction(async (client) => {
    const { rows } = await client.query<EventRow>(
      `SELECT id::text, account_id, due_at, kind, provider_message_id, state, code, reference, body_cipher, from_cipher FROM simulated_event
       WHERE due_at <= clock_timestamp() ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED`, [take],
    );
    if (rows.length === 0) return 0;
    for (const accountId of new Set(rows.map((row) => row.account_id))) await callBack(accountId, rows.filter((row) => row.account_id === accountId));
    await strikeOff(client, rows);
    return rows.length;
  });
}

async function callBack(accountId: string, rows: readonly EventRow[]): Promise<void> {
  const receipts = rows.flatMap((row): CarrierReceipt[] => (row.kind === "receipt" && row.state !== null
    ? [{ providerMessageId: row.provider_message_id, reference: row.reference, state: row.state, code: row.code ?? "", at: row.due_at }] : []));
  await takeReceipts(simulator, accountId, receipts);
  const replies = rows.flatMap((row): CarrierInbound[] => (row.kind === "reply" && row.body_cipher !== null && row.from_cipher !== null
    ? [{ providerInboundId: `sim-${row.id}`, from: decrypt(row.from_cipher, "simulator.to"), text: decrypt(row.body_cipher, "simulator.body"), at: row.due_at }] : []));
  await takeInbound(accountId, replies);
}

async function strikeOff(client: PoolClient, rows: readonly EventRow[]): Promise<void> {
  await client.query("DELETE FROM simulated_event WHERE id = ANY($1::bigint[])", [rows.map((row) => row.id)]);
}
