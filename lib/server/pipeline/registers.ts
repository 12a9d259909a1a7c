import "server-only";
import type { Registers } from "@/lib/domain/check/registers";
import type { Sql } from "./sql";

type Row = { links: string[]; contacts: string[] };

/** The registers as they are at `at`, in one statement: read anew for every chunk and batch, so that retiring holds at once. */
export async function readRegisters(sql: Sql, at: Date): Promise<Registers> {
  const { rows } = await sql.query<Row>(
    `SELECT array(SELECT host FROM registered_link WHERE retired_at IS NULL AND (expires_at IS NULL OR expires_at > $1)) AS links,
            array(SELECT number FROM registered_contact WHERE retired_at IS NULL) AS contacts `, [at],
  );
  const row = rows[0] ?? { links: [], contacts: [] };
  return { links: row.links.map((host) => ({ host })), contacts: row.contacts.map((number) => ({ number })) };
}
