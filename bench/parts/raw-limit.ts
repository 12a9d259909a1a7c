import { performance } from "node:perf_hooks";
import { v7 as uuidv7 } from "uuid";
import { decrypt, encrypt } from "@/lib/server/crypto/cipher";
import { readAccount } from "@/lib/server/carriers/accounts";
import { pool } from "@/lib/server/db/client";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { copyRows, type Cell } from "@/lib/server/pipeline/copy";
import { instantCarrier } from "./instant-carrier";

// Plain COPY of the rows that a campaign left behind (messages and submissions), the same encryption and the same calls to
// the carrier, with nothing in between: what no sending program can beat on this machine.

const CALL = 500;
// As many at once as the worker has: each waits for the database while others encrypt.
const LANES = 4;
const MESSAGE = [
  "id", "campaign_id", "customer_id", "branch_id", "branch_path", "template_version_id", "purpose", "channel", "state", "reason", "trace", "body_cipher", "to_cipher", "contact_index", "content_index",
  "segments", "billing_segments", "cost_micros", "batch_id", "provider_account_id", "provider_message_id", "attempts", "created_at", "submitted_at",
] as const;
const ATTEMPT = ["message_id", "ordinal", "provider_account_id", "provider_message_id", "outcome", "started_at", "answered_at"];

/** Seconds that it takes to write so many rows of a campaign once more. */
export async function rawSeconds(campaignId: string, accountId: string, most: number): Promise<{ readonly rows: number; readonly seconds: number }> {
  const account = await readAccount(pool(), accountId, new Date());
  if (!account) throw new Error("no account");
  const { rows } = await pool().query<Record<(typeof MESSAGE)[number], Cell>>(`SELECT ${MESSAGE.join(", ")} FROM message WHERE campaign_id = $1 ORDER BY id LIMIT $2`, [campaignId, most]);
  const texts = rows.map((row) => decrypt(row.body_cipher as Uint8Array, "message.body"));
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: LANES }, async () => {
    while (next < rows.length) {
      const from = next;
      next += CALL;
      const piece = rows.slice(from, from + CALL).map((row, index) => ({ row, id: uuidv7(), text: texts[from + index] ?? "" }));
      const answers = await instantCarrier.submit(account, piece.map(({ row, id, text }) => ({ reference: id, to: decrypt(row.to_cipher as Uint8Array, "customer.phone"), text, purpose: "account" })), { signal: new AbortController().signal });
      await inSqlTransaction(async (client) => {
        const at = new Date();
        const given = (id: string) => {
          const answer = answers.get(id);
          return answer?.outcome === "accepted" ? answer.providerMessageId : null;
        };
        await copyRows(client, "message", MESSAGE, piece.map(({ row, id, text }) => MESSAGE.map((column): Cell => {
          switch (column) {
            case "id": return id;
            case "campaign_id": return null;
            case "body_cipher": return encrypt(text, "message.body");
            case "provider_message_id": return given(id);
            case "trace": return JSON.stringify(row.trace);
            default: return row[column];
          }
        })));
        await copyRows(client, "message_attempt", ATTEMPT, piece.map(({ id }) => [id, 1, account.id, given(id), "accepted", at, at]));
      });
    }
  }));
  return { rows: rows.length, seconds: (performance.now() - started) / 1000 };
}
