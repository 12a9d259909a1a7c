import "server-only";
import { theOnly } from "@/lib/domain/carrier/twilio/messages";
import { pool } from "../../db/client";
import type { CarrierAccount, QueryAnswer } from "../port";
import { askedMessages } from "../wire/asked";
import { inParallel } from "../wire/in-parallel";
import { twilioClient } from "./client";
import { twilioAccount } from "./settings";

const QUERY_MS = 20_000;
const LISTED_MAX = 100;
const WITHIN_MS = 10 * 60_000;

/**
 * Lists the account's messages to a number and claims one only if it alone has the very text, was made at the time of the
 * submission and belongs to no other message of ours. What is not found is left out: a list may lag behind.
 */
export async function query(account: CarrierAccount, references: readonly string[]): Promise<ReadonlyMap<string, QueryAnswer>> {
  const found = new Map<string, QueryAnswer>();
  const own = twilioAccount(account);
  if (!own) return found;
  const signal = AbortSignal.timeout(QUERY_MS);
  const asked = await askedMessages(account.id, references);
  const client = await twilioClient(own.settings, own.secrets, signal, () => undefined);
  const claimed = new Set<string>();
  await inParallel(asked, own.settings.connections, { signal, untilMs: QUERY_MS }, async (message) => {
    const listed = await client.messages.list({ to: message.to, limit: LISTED_MAX, pageSize: LISTED_MAX }).catch(() => null);
    // A full page may hide a second candidate.
    if (listed === null || listed.length >= LISTED_MAX) return;
    const candidates = listed.map(({ sid, to, body, direction, dateCreated }) => ({ sid, to, body, direction, createdAt: dateCreated instanceof Date && !Number.isNaN(dateCreated.getTime()) ? dateCreated : null }));
    const taken = await knownSids(account.id, candidates.map(({ sid }) => sid));
    const sid = theOnly(candidates, message, new Set([...taken, ...claimed]), WITHIN_MS);
    if (sid === null) return;
    claimed.add(sid);
    found.set(message.reference, { found: true, providerMessageId: sid });
  });
  return found;
}

async function knownSids(accountId: string, sids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool().query<{ provider_message_id: string }>("SELECT provider_message_id FROM message_attempt WHERE provider_account_id = $1::uuid AND provider_message_id = ANY($2::text[])", [accountId, sids]);
  return rows.map((row) => row.provider_message_id);
}
