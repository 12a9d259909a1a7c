import "server-only";
import type { PoolClient } from "pg";
import { v7 } from "uuid";
import { consentFromFile, type ConsentWord } from "@/lib/domain/customer/import-state";
import type { ImportedCustomer } from "@/lib/domain/customer/import-row";
import { foldName } from "@/lib/domain/customer/search";
import { blindIndex } from "../crypto/blind-index";
import { encrypt } from "../crypto/cipher";
import { sha256 } from "../crypto/digest";

export type ReadyRow = { readonly line: number; readonly customer: ImportedCustomer; readonly branch: { readonly id: string; readonly path: string } };

type Known = { id: string; number: string; import_hash: Buffer | null; branch_path: string };

const COLUMNS = `id, number, branch_id, branch_path, name_cipher, name_index, phone_cipher, phone_index, last_four_index, email_cipher, email_index,
  birth_cipher, birth_year, kind, products, tags, language, risk_tolerance, remarks_cipher, import_hash`;
const TYPES = ["uuid", "text", "uuid", "text", "bytea", "bytea", "bytea", "bytea", "bytea", "bytea", "bytea", "bytea", "smallint", "text", "text", "text", "text", "smallint", "bytea", "bytea"];

// unnest flattens arrays of arrays: lists travel joined by a character that no cell can hold.
const LIST_SEPARATOR = "\u001f";

function toColumns(row: ReadyRow, id: string, importHash: Uint8Array): unknown[] {
  const { customer, branch } = row;
  const buffer = (bytes: Uint8Array) => Buffer.from(bytes);
  return [
    id, customer.number, branch.id, branch.path,
    buffer(encrypt(customer.name, "customer.name")), buffer(blindIndex(foldName(customer.name), "name")),
    buffer(encrypt(customer.phone, "customer.phone")), buffer(blindIndex(customer.phone, "phone")), buffer(blindIndex(customer.phone.slice(-4), "last_four")),
    customer.email ? buffer(encrypt(customer.email, "customer.email")) : null,
    customer.email ? buffer(blindIndex(customer.email.toLowerCase(), "email")) : null,
    customer.birthDate ? buffer(encrypt(customer.birthDate, "customer.birth")) : null,
    customer.birthDate ? Number(customer.birthDate.slice(0, 4)) : null,
    customer.kind, customer.products.join(LIST_SEPARATOR), customer.tags.join(LIST_SEPARATOR), customer.language ?? "zh-CN", customer.riskTolerance,
    customer.remarks ? buffer(encrypt(customer.remarks, "customer.remarks")) : null,
    Buffer.from(importHash),
  ];
}

// What a file does not say is no part of the hash: rows stored before there was such a column count as unchanged.
const hashOf = ({ riskTolerance, ...customer }: ImportedCustomer) =>
  sha256(JSON.stringify(riskTolerance === null ? customer : { ...customer, riskTolerance }));

async function upsert(client: PoolClient, rows: readonly unknown[][]): Promise<void> {
  if (rows.length === 0) return;
  const arrays = TYPES.map((_, column) => rows.map((row) => row[column]));
  const names = COLUMNS.split(",").map((name) => name.trim());
  const source = TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(", ");
  const select = names.map((name) => (name === "products" || name === "tags" ? `string_to_array(nullif(${name}, ''), '${LIST_SEPARATOR}')` : name)).map((expression) => (expression.startsWith("string_to_array") ? `coalesce(${expression}, '{}')` : expression));
  // A file without tags or remarks must not wipe what the branch has written; everything the file does say replaces.
  const set = names.filter((name) => !["id", "number", "tags", "risk_tolerance", "remarks_cipher", "email_cipher", "email_index"].includes(name)).map((name) => `${name} = excluded.${name}`);
  await client.query(
    `INSERT INTO customer (${COLUMNS}) SELECT ${select.join(", ")} FROM unnest(${source}) AS t(${names.join(", ")})
     ON CONFLICT (number) DO UPDATE SET ${set.join(", ")},
       tags = CASE WHEN excluded.tags = '{}' THEN customer.tags ELSE excluded.tags END,
       risk_tolerance = coalesce(excluded.risk_tolerance, customer.risk_tolerance),
       remarks_cipher = coalesce(excluded.remarks_cipher, customer.remarks_cipher),
       email_cipher = coalesce(excluded.email_cipher, customer.email_cipher), email_index = coalesce(excluded.email_index, customer.email_index),
       updated_at = now()`,
    arrays,
  );
}

async function storeConsents(client: PoolClient, importId: string, actorName: string, rows: readonly { id: string; said: boolean | null }[]): Promise<void> {
  const speaking = rows.filter((row) => row.said !== null);
  if (speaking.length === 0) return;
  const { rows: latest } = await client.query<{ customer_id: string; state: ConsentWord }>(
    `SELECT DISTINCT ON (customer_id) customer_id, state FROM consent_entry
     WHERE customer_id = ANY($1::uuid[]) AND channel = 'sms' AND purpose = 'promotion' ORDER BY customer_id, at DESC, (state = 'withdrawn') DESC`,
    [speaking.map((row) => row.id)],
  );
  const known = new Map(latest.map((row) => [row.customer_id, row.state]));
  const entries = speaking.flatMap((row) => {
    const state = consentFromFile(row.said, known.get(row.id) ?? null);
    return state ? [{ id: v7(), customerId: row.id, state }] : [];
  });
  if (entries.length === 0) return;
  await client.query(
    `INSERT INTO consent_entry (id, customer_id, channel, purpose, state, wording_version, source, evidence, at, recorded_by)
     SELECT id, customer_id, 'sms', 'promotion', state, 'import', 'import', $4, now(), $5 FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS t(id, customer_id, state)`,
    [entries.map((entry) => entry.id), entries.map((entry) => entry.customerId), entries.map((entry) => entry.state), importId, actorName],
  );
}

async function storePreferences(client: PoolClient, actorName: string, rows: readonly { id: string; channel: string | null }[]): Promise<void> {
  const said = rows.filter((row) => row.channel !== null);
  if (said.length === 0) return;
  // A preference that a person or the branch set stands; a file only fills the blank.
  await client.query(
    `INSERT INTO preference (customer_id, channels, wants_calls, updated_by)
     SELECT id, jsonb_build_object('account', c, 'loan', c, 'promotion', c, 'risk', c, 'education', c), channel = 'voice', $3 FROM unnest($1::uuid[], $2::text[]) AS t(id, channel), jsonb_build_array(channel) AS c
     ON CONFLICT (customer_id) DO NOTHING`,
    [said.map((row) => row.id), said.map((row) => row.channel), actorName],
  );
}

/** Lines whose phone a customer stored earlier, or named further up, has too. */
async function sharedPhones(client: PoolClient, rows: readonly ReadyRow[]): Promise<number[]> {
  const { rows: stored } = await client.query<{ line: number }>(
    `SELECT t.line FROM unnest($1::int[], $2::text[], $3::bytea[]) AS t(line, number, phone_index)
     WHERE EXISTS (SELECT FROM customer c WHERE c.phone_index = t.phone_index AND c.number <> t.number)`,
    [rows.map((row) => row.line), rows.map((row) => row.customer.number), rows.map((row) => Buffer.from(blindIndex(row.customer.phone, "phone")))],
  );
  const lines = new Set(stored.map((row) => row.line));
  const above = new Set<string>();
  for (const { line, customer } of rows) {
    if (above.has(customer.phone)) lines.add(line);
    above.add(customer.phone);
  }
  return [...lines].sort((a, b) => a - b);
}

export type Stored = { readonly taken: number; readonly unchanged: number; readonly households: readonly number[]; readonly elsewhere: readonly number[] };

/**
 * Stores rows of one file that are well formed. `households`: lines whose phone another customer has too (taken, with a
 * warning); `elsewhere`: lines whose customer belongs to a branch outside the actor's subtree (not taken).
 */
export async function storeRows(client: PoolClient, importId: string, actor: { readonly name: string; readonly branchPath: string }, rows: readonly ReadyRow[]): Promise<Stored> {
  if (rows.length === 0) return { taken: 0, unchanged: 0, households: [], elsewhere: [] };
  const { rows: found } = await client.query<Known>(
    "SELECT id, number, import_hash, branch_path FROM customer WHERE number = ANY($1::text[]) FOR UPDATE", [rows.map((row) => row.customer.number)],
  );
  const known = new Map(found.map((row) => [row.number, row]));
  const elsewhere = rows.filter((row) => known.get(row.customer.number)?.branch_path.startsWith(actor.branchPath) === false);
  const mine = rows.filter((row) => !elsewhere.includes(row));

  const households = await sharedPhones(client, mine);
  const ids = new Map(mine.map((row) => [row, known.get(row.customer.number)?.id ?? v7()]));
  const hashes = new Map(mine.map((row) => [row, hashOf(row.customer)]));
  const changed = mine.filter((row) => {
    const stored = known.get(row.customer.number)?.import_hash;
    return !stored || !stored.equals(hashes.get(row)!);
  });
  await upsert(client, changed.map((row) => toColumns(row, ids.get(row)!, hashes.get(row)!)));
  await storeConsents(client, importId, actor.name, changed.map((row) => ({ id: ids.get(row)!, said: row.customer.promotionConsent })));
  await storePreferences(client, actor.name, changed.map((row) => ({ id: ids.get(row)!, channel: row.customer.preferredChannel })));

  return { taken: mine.length, unchanged: mine.length - changed.length, households, elsewhere: elsewhere.map((row) => row.line) };
}

/** Gives the customers of some rows a tag; those who have it stay as they are. */
export async function tagRows(client: PoolClient, tag: string, rows: readonly ReadyRow[]): Promise<void> {
  await client.query("UPDATE customer SET tags = array_append(tags, $1), updated_at = now() WHERE number = ANY($2::text[]) AND NOT tags @> ARRAY[$1]", [tag, rows.map((row) => row.customer.number)]);
}
