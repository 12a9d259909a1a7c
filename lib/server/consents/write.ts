import "server-only";
import { v7 } from "uuid";
import type { ConsentSource } from "@/lib/domain/consent/sources";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { sqlOf, type Sql } from "../pipeline/sql";

/** Whose word it is, with the keyed hashes of the contact points that a refusal stops. */
export type WordOf = { readonly id: string; readonly phoneIndex: Uint8Array | null; readonly emailIndex: Uint8Array | null };

/** What a customer said about one channel and purpose, when, under which words, and what proves it. */
export type Word = {
  readonly customer: WordOf;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly state: "given" | "withdrawn";
  readonly wordingVersion: string;
  readonly source: ConsentSource | `reply:${string}`;
  readonly evidence: string | null;
  readonly at: Date;
  readonly recordedBy: string;
};

const contactOf = ({ customer, channel }: Word) => (channel === "email" ? customer.emailIndex : customer.phoneIndex);
const hexOf = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString("hex");

const WORDS = `unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
  AS w(id, customer_id, channel, purpose, state, wording_version, source, evidence, at, recorded_by, contact)`;

// Only a word that is the customer's latest moves suppressions: one that comes in late must not undo what was said after it.
const LATEST = `SELECT w.* FROM ${WORDS} WHERE w.contact IS NOT NULL AND w.id = (
  SELECT e.id FROM consent_entry e WHERE e.customer_id = w.customer_id AND e.channel = w.channel AND e.purpose = w.purpose
  ORDER BY e.at DESC, e.state = 'withdrawn' DESC, e.id DESC LIMIT 1)`;

/**
 * Writes customers' words to the ledger and does what they mean for contact points: a refusal stops the phone (SMS, calls)
 * or the address (e-mail), a consent lifts what stopped exactly this channel and purpose before it. Answers the ids of the
 * entries, in order; `sql` must be inside a transaction, and the caller records the audit entry that names them.
 */
export async function writeWords(sql: Sql, words: readonly Word[]): Promise<readonly string[]> {
  if (words.length === 0) return [];
  const ids = words.map(() => v7());
  const column = <T>(of: (word: Word) => T) => words.map(of);
  const values = [
    ids, column((word) => word.customer.id), column((word) => word.channel), column((word) => word.purpose), column((word) => word.state), column((word) => word.wordingVersion),
    column((word) => word.source), column((word) => word.evidence), column((word) => word.at.toISOString()), column((word) => word.recordedBy), column((word) => hexOf(contactOf(word))),
  ];
  // Two words of one customer at the same moment: the second must see the first to know which is the latest.
  await sql.query("SELECT id::text FROM customer WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE", [values[1]]);
  await sql.query(
    `INSERT INTO consent_entry (id, customer_id, channel, purpose, state, wording_version, source, evidence, at, recorded_by)
     SELECT w.id, w.customer_id, w.channel, w.purpose, w.state, w.wording_version, w.source, w.evidence, w.at::timestamptz, w.recorded_by FROM ${WORDS}`, values,
  );
  await sql.query(
    `UPDATE suppression s SET lifted_at = $12::timestamptz, lifted_by = latest.recorded_by FROM (${LATEST}) latest
     WHERE latest.state = 'given' AND s.contact_index = decode(latest.contact, 'hex') AND s.channel = latest.channel AND s.purpose = latest.purpose
       AND s.lifted_at IS NULL AND s.at < latest.at::timestamptz`, [...values, now().toISOString()],
  );
  // A phone that several customers share: the refusal of one stands, whatever another says in the same breath.
  await sql.query(
    `INSERT INTO suppression (id, contact_index, channel, purpose, source, evidence, at, recorded_by)
     SELECT gen_random_uuid(), decode(contact, 'hex'), channel, purpose, source, evidence, at::timestamptz, recorded_by FROM (${LATEST}) latest
     WHERE state = 'withdrawn' ON CONFLICT DO NOTHING`, values,
  );
  return ids;
}

/** The same for one word inside a command: branch, customer's page, reply and rights all write refusals and consents through here. */
export async function writeWord(tx: Tx, word: Word): Promise<{ readonly entryId: string }> {
  const [entryId = ""] = await writeWords(sqlOf(tx), [word]);
  return { entryId };
}
