import "server-only";
import { decrypt, encrypt, type CipherPurpose } from "../crypto/cipher";
import type { Sql } from "../pipeline/sql";

/** Rows of uploaded files that were not taken: whose they are stands only inside their encrypted cells. */
const TABLES = [
  { table: "import_refusal", owner: "import_id", purpose: "import.cells" },
  { table: "audience_list_refusal", owner: "list_id", purpose: "list.values" },
  { table: "consent_import_refusal", owner: "import_id", purpose: "consent.cells" },
] as const satisfies readonly { table: string; owner: string; purpose: CipherPurpose }[];

const ROWS_A_READ = 5_000;
// No cells at all: the line keeps its place and its reason, so that what the file's page counts stays true.
const EMPTY_CELLS = "[]";

export type RefusedRow = { readonly table: (typeof TABLES)[number]["table"]; readonly owner: string; readonly line: number };

/** What of a person is written in a cell of a file: each is enough to tell whose row it is. */
export type Traces = { readonly number: string; readonly phone: string | null; readonly email: string | null };

const digitsOf = (text: string) => text.normalize("NFKC").replace(/\D/g, "");

function isAbout(cells: readonly string[], traces: Traces): boolean {
  const phone = traces.phone === null ? null : digitsOf(traces.phone).slice(-11);
  const email = traces.email?.toLowerCase();
  return cells.some((cell) => {
    const text = cell.normalize("NFKC").replace(/\s/g, "");
    return text.toUpperCase() === traces.number || (phone !== null && digitsOf(cell).includes(phone)) || (email !== undefined && text.toLowerCase() === email);
  });
}

/**
 * Finds a person's rows among the refused ones, by reading them all: their cells are encrypted as a whole and carry no
 * index. Terms of three months (lib/domain/retention) keep their number small; nothing is locked while it reads.
 */
export async function findRefusedRows(sql: Sql, traces: Traces): Promise<RefusedRow[]> {
  const found: RefusedRow[] = [];
  for (const { table, owner, purpose } of TABLES) {
    let after: { owner: string; line: number } = { owner: "00000000-0000-0000-0000-000000000000", line: -1 };
    for (;;) {
      const { rows } = await sql.query<{ owner: string; line: number; cells: Buffer }>(
        `SELECT ${owner} AS owner, line, cells_cipher AS cells FROM ${table} WHERE (${owner}, line) > ($1::uuid, $2::int) ORDER BY ${owner}, line LIMIT ${ROWS_A_READ}`, [after.owner, after.line],
      );
      for (const row of rows) {
        if (isAbout(JSON.parse(decrypt(row.cells, purpose)) as string[], traces)) found.push({ table, owner: row.owner, line: row.line });
      }
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_A_READ) break;
      after = last;
    }
  }
  return found;
}

/** Empties the cells of these rows; answers how many rows there were. */
export async function wipeRefusedRows(sql: Sql, found: readonly RefusedRow[]): Promise<number> {
  let wiped = 0;
  for (const { table, owner, purpose } of TABLES) {
    const rows = found.filter((row) => row.table === table);
    if (rows.length === 0) continue;
    const { rowCount } = await sql.query(
      `UPDATE ${table} r SET cells_cipher = $3 FROM unnest($1::uuid[], $2::int[]) AS f(owner, line) WHERE r.${owner} = f.owner AND r.line = f.line`,
      [rows.map((row) => row.owner), rows.map((row) => row.line), Buffer.from(encrypt(EMPTY_CELLS, purpose))],
    );
    wiped += rowCount ?? 0;
  }
  return wiped;
}
