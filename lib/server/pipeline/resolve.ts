import "server-only";
import { advance, isFinal } from "@/lib/domain/message/states";
import type { MessageReason } from "@/lib/domain/message/reasons";
import { readAccount } from "../carriers/accounts";
import { driverNamed } from "../carriers/registry";
import { now } from "../clock";
import { pool } from "../db/client";
import { inSqlTransaction } from "../db/transaction";
import { holdMessages, type HeldMessage } from "./move";
import { SWEEP_ROWS } from "./sizes";
import type { Sql } from "./sql";
import { TallyDeltas } from "./tally";

export type Resolution = { readonly outcome: "delivered" | "failed" | "sent"; readonly reason: MessageReason | ""; readonly providerMessageId: string | null };

/** Writes what became of uncertain messages, found out by a query or by a person. Answers how many moved. */
export async function resolveMessages(sql: Sql, held: readonly HeldMessage[], resolutions: ReadonlyMap<string, Resolution>): Promise<number> {
  const at = now();
  const deltas = new TallyDeltas();
  let moved = 0;
  for (const message of held) {
    const resolution = resolutions.get(message.id);
    if (!resolution) continue;
    const next = advance(message.state, { type: "resolve", outcome: resolution.outcome });
    if (!next.ok || next.value === message.state) continue;
    await sql.query(
      "UPDATE message SET state = $2, reason = $3, provider_message_id = coalesce(provider_message_id, $4), final_at = $5::timestamptz WHERE id = $1::uuid",
      [message.id, next.value, resolution.reason, resolution.providerMessageId, isFinal(next.value) ? at : null],
    );
    if (resolution.providerMessageId !== null) {
      await sql.query(
        "UPDATE message_attempt SET outcome = 'accepted', provider_message_id = $3, answered_at = $4::timestamptz WHERE message_id = $1::uuid AND ordinal = $2::int AND outcome = 'uncertain'",
        [message.id, message.attempts, resolution.providerMessageId, at],
      );
    }
    deltas.moved(message, message.state, message.reason, next.value, resolution.reason);
    moved += 1;
  }
  await deltas.write(sql);
  return moved;
}

// A carrier may still be working on what it did not answer in time: only after this long is its "never seen" believed.
const ABSENT_AFTER_MS = 10 * 60_000;
const ASK_AFTER_MS = 5_000;

/** Asks carriers that can be asked about uncertain messages; the others wait for a receipt or a person. */
export async function resolveByQuery(): Promise<void> {
  const instant = now().getTime();
  const { rows } = await pool().query<{ id: string; provider_account_id: string; submitted_at: Date }>(
    `SELECT id, provider_account_id, submitted_at FROM message WHERE watch_state = 'uncertain' AND id >= uuid_v7_floor($1::timestamptz) AND submitted_at < $2 AND submitted_at > $3 LIMIT $4`,
    [new Date(instant - 8 * 86_400_000), new Date(instant - ASK_AFTER_MS), new Date(instant - 3 * 86_400_000), SWEEP_ROWS],
  );
  for (const accountId of new Set(rows.map((row) => row.provider_account_id))) {
    await askAbout(accountId, rows.filter((row) => row.provider_account_id === accountId));
  }
}

async function askAbout(accountId: string, rows: readonly { readonly id: string; readonly submitted_at: Date }[]): Promise<void> {
  const account = await readAccount(pool(), accountId, now());
  const driver = account && driverNamed(account.driver);
  if (!account || !driver?.query) return;
  const known = await driver.query(account, rows.map((row) => row.id));
  const resolutions = new Map<string, Resolution>();
  for (const { id, submitted_at: submittedAt } of rows) {
    const answer = known.get(id);
    if (answer?.found === true) resolutions.set(id, { outcome: "sent", reason: "", providerMessageId: answer.providerMessageId });
    else if (answer && driver.capabilities.absenceIsProof && now().getTime() - submittedAt.getTime() > ABSENT_AFTER_MS) {
      resolutions.set(id, { outcome: "failed", reason: "timeout", providerMessageId: null });
    }
  }
  if (resolutions.size === 0) return;
  await inSqlTransaction(async (client) => resolveMessages(client, await holdMessages(client, [...resolutions.keys()]), resolutions));
}
