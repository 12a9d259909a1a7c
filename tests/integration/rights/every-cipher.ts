import { decrypt, type CipherPurpose } from "@/lib/server/crypto/cipher";
import { pool } from "@/lib/server/db/client";

// A record, so that a purpose that is added is added here too.
const PURPOSES: Record<CipherPurpose, true> = {
  "customer.name": true, "customer.phone": true, "customer.email": true, "customer.birth": true, "customer.remarks": true, "helper.name": true, "helper.phone": true, "person.phone": true,
  "message.body": true, "message.to": true, "inbound.body": true, "inbound.from": true, "simulator.body": true, "simulator.to": true, "import.chunk": true, "import.cells": true,
  "list.values": true, "consent.cells": true, "provider.secrets": true, "message.values": true, "carrier.callback": true, "carrier.exchange": true,
};

// Key id, nonce, tag: nothing shorter, and nothing under another key (worker-setup.ts gives number 1), can be opened at all.
const SHORTEST = 1 + 12 + 16;

function openAny(bytes: Buffer): string | null {
  if (bytes.length < SHORTEST || bytes[0] !== 1) return null;
  for (const purpose of Object.keys(PURPOSES) as CipherPurpose[]) {
    try {
      return decrypt(bytes, purpose);
    } catch {
      // Another purpose, or no ciphertext at all.
    }
  }
  return null;
}

export type Finding = { readonly where: string; readonly what: string };

/**
 * Looks through the whole database, by its own catalogue, for a person: every bytea of every table is tried with every key
 * purpose, every text and JSON read as it stands. What it finds nobody has to remember to look for.
 */
export async function findPerson(needles: Readonly<Record<string, string>>, indexes: Readonly<Record<string, Uint8Array>> = {}): Promise<Finding[]> {
  const { rows: columns } = await pool().query<{ table: string; column: string; type: string }>(
    `SELECT c.relname AS table, a.attname AS column, t.typname AS type FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND t.typname IN ('bytea', 'text', 'varchar', 'jsonb', 'json', '_text')`,
  );
  const found: Finding[] = [];
  for (const { table, column, type } of columns) {
    if (table.startsWith("_prisma")) continue;
    const { rows } = await pool().query<{ value: Buffer | string }>(`SELECT ${type === "bytea" ? `"${column}"` : `"${column}"::text`} AS value FROM "${table}" WHERE "${column}" IS NOT NULL`);
    for (const { value } of rows) {
      const text = typeof value === "string" ? value : openAny(value);
      for (const [what, needle] of Object.entries(needles)) if (text?.includes(needle)) found.push({ where: `${table}.${column}`, what });
      if (typeof value !== "string") for (const [what, index] of Object.entries(indexes)) if (value.equals(index)) found.push({ where: `${table}.${column}`, what });
    }
  }
  return found;
}
