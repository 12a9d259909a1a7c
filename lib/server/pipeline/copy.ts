import "server-only";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

export type Cell = string | number | bigint | Date | Uint8Array | null;

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function cellText(cell: Cell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "string") return cell.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
  if (cell instanceof Date) return cell.toISOString();
  if (cell instanceof Uint8Array) return `\\\\x${Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString("hex")}`;
  return String(cell);
}

const PIECE_ROWS = 250;

/** Writes rows with COPY inside the client's transaction: several times quicker than INSERT for thousands of wide rows. */
export async function copyRows(client: PoolClient, table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
  if (rows.length === 0) return;
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  const done = finished(stream);
  // An error of the stream is thrown by the await below; without this it would also be reported as unhandled.
  done.catch(() => undefined);
  for (let from = 0; from < rows.length && !stream.destroyed; from += PIECE_ROWS) {
    const piece = rows.slice(from, from + PIECE_ROWS).map((row) => `${row.map(cellText).join("\t")}\n`).join("");
    if (!stream.write(piece)) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end();
  await done;
}
