import "server-only";
import { randomBytes } from "node:crypto";
import { erasedNumber } from "@/lib/domain/rights/request";
import type { TraceEntry } from "@/lib/domain/policy/facts";
import { now } from "../clock";
import { encrypt, type CipherPurpose } from "../crypto/cipher";
import { HELD_COLUMNS, toHeld, withholdAll, type HeldRow } from "../pipeline/move";
import type { Sql } from "../pipeline/sql";
import { TallyDeltas } from "../pipeline/tally";

// Columns that must hold something hold the encryption of nothing, and an index that equals no other.
const nothing = (purpose: CipherPurpose, text = "") => Buffer.from(encrypt(text, purpose));
const noIndex = () => randomBytes(32);

export type Person = { readonly id: string; readonly number: string; readonly phoneIndex: Buffer | null };

const counted = (result: { rowCount: number | null }) => result.rowCount ?? 0;

/**
 * Messages of a person: what was not submitted is withheld (its counts move with it, so that every sum stays), and texts
 * and numbers go from all of them. The keyed hash of the number stays with those of which the carrier may still say that
 * the phone has opted out: that refusal must find its phone; it goes with the term of `message.body`.
 */
export async function wipeMessages(sql: Sql, person: Person): Promise<{ readonly messages: number; readonly withheld: number }> {
  const { rows } = await sql.query<HeldRow>(`SELECT ${HELD_COLUMNS} FROM message m WHERE m.customer_id = $1::uuid ORDER BY m.id FOR UPDATE OF m`, [person.id]);
  const unsent = rows.map(toHeld).filter((one) => one.state === "queued" || one.state === "deferred");
  const deltas = new TallyDeltas();
  if (unsent.length > 0) {
    await withholdAll(sql, unsent, "closed_customer", deltas);
    const entry: TraceEntry = { rule: "closed_customer", row: null, outcome: "withhold", evidence: {} };
    await sql.query("UPDATE message SET trace = trace || $2::jsonb WHERE id = ANY($1::uuid[])", [unsent.map((one) => one.id), JSON.stringify([entry])]);
  }
  const wiped = await sql.query(
    `UPDATE message SET body_cipher = NULL, to_cipher = NULL, values_cipher = NULL, content_index = NULL,
       contact_index = CASE WHEN state IN ('submitting', 'sent', 'uncertain') THEN contact_index END
     WHERE customer_id = $1::uuid`, [person.id],
  );
  await sql.query("DELETE FROM carrier_exchange WHERE message_id IN (SELECT id FROM message WHERE customer_id = $1::uuid)", [person.id]);
  await sql.query(
    `UPDATE simulated_message SET to_cipher = $2, to_index = $3, body_cipher = $4 WHERE reference IN (SELECT id FROM message WHERE customer_id = $1::uuid)`,
    [person.id, nothing("simulator.to"), noIndex(), nothing("simulator.body")],
  );
  // An answer that the simulated phone was about to give would bring the number back.
  await sql.query("DELETE FROM simulated_event WHERE kind = 'reply' AND reference IN (SELECT id FROM message WHERE customer_id = $1::uuid)", [person.id]);
  await deltas.write(sql);
  return { messages: counted(wiped), withheld: unsent.length };
}

/** What the person texted back, also before the bank knew whose number it was; a number that others share stays theirs. */
export async function wipeInbound(sql: Sql, person: Person): Promise<number> {
  return counted(await sql.query(
    `UPDATE inbound_message SET body_cipher = $3, from_cipher = $4, from_index = $5, handled_at = coalesce(handled_at, $6::timestamptz), due_at = NULL
     WHERE customer_id = $1::uuid OR (customer_id IS NULL AND from_index = $2::bytea
       AND NOT EXISTS (SELECT FROM customer o WHERE o.phone_index = $2::bytea AND o.id <> $1::uuid))`,
    [person.id, person.phoneIndex, nothing("inbound.body"), nothing("inbound.from"), noIndex(), now()],
  ));
}

/** Cells of uploaded lists; the entry stays, because a frozen audience counts it. */
export async function wipeListCells(sql: Sql, person: Person): Promise<number> {
  return counted(await sql.query(
    // A probe for each list by its own unique key, instead of a walk through the entries of all.
    `UPDATE audience_list_entry e SET values_cipher = $2 FROM audience_list l WHERE e.list_id = l.id AND e.customer_id = $1::uuid`, [person.id, nothing("list.values", "{}")],
  ));
}

/** Ways in: links are revoked, codes under way are gone. */
export async function closeWaysIn(sql: Sql, person: Person): Promise<number> {
  if (person.phoneIndex) await sql.query("DELETE FROM access_code WHERE contact_index = $1::bytea", [person.phoneIndex]);
  return counted(await sql.query("UPDATE access_link SET revoked_at = $2::timestamptz WHERE customer_id = $1::uuid AND revoked_at IS NULL", [person.id, now()]));
}

/** The customer's own row and wishes (the helper's name and number with them); branch, dates and ledger stay. */
export async function wipeCustomer(sql: Sql, person: Person): Promise<void> {
  await sql.query("DELETE FROM preference WHERE customer_id = $1::uuid", [person.id]);
  await sql.query("DELETE FROM import_seen WHERE number = $1", [person.number]);
  await sql.query(
    `UPDATE customer SET number = $2, name_cipher = $3, name_index = $4, phone_cipher = NULL, phone_index = NULL, last_four_index = NULL, email_cipher = NULL, email_index = NULL,
       birth_cipher = NULL, birth_year = NULL, kind = NULL, products = '{}', tags = '{}', language = 'zh-CN', time_zone = NULL, remarks_cipher = NULL, risk_tolerance = NULL,
       import_hash = NULL, closed_at = coalesce(closed_at, $5::timestamptz), erased_at = $5::timestamptz, updated_at = $5::timestamptz
     WHERE id = $1::uuid`,
    [person.id, erasedNumber(person.id), nothing("customer.name"), noIndex(), now()],
  );
}

/**
 * Empties what a request for a single message, decided before an erasure and stored after it, may have left; the claim
 * withholds such a message. Answers how many there were.
 */
export async function finishErasures(sql: Sql): Promise<number> {
  const since = new Date(now().getTime() - 7 * 86_400_000);
  // Reports that came after the erasure name the number once more.
  await sql.query("DELETE FROM carrier_exchange WHERE message_id IN (SELECT m.id FROM message m JOIN customer c ON c.id = m.customer_id WHERE c.erased_at > $1::timestamptz)", [since]);
  return counted(await sql.query(
    `UPDATE message SET body_cipher = NULL, to_cipher = NULL, values_cipher = NULL, content_index = NULL
     WHERE customer_id IN (SELECT id FROM customer WHERE erased_at > $1::timestamptz) AND state NOT IN ('queued', 'deferred', 'submitting') AND (body_cipher IS NOT NULL OR to_cipher IS NOT NULL)`, [since],
  ));
}
