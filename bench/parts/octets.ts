import { pool } from "@/lib/server/db/client";

/** Octets on disk of a table (partitions among it) and of its indexes, for each of so many rows. */
export async function octetsEach(table: string, rows: number): Promise<{ readonly all: number; readonly indexes: number }> {
  const { rows: [size] } = await pool().query<{ whole: string; indexes: string }>(
    `SELECT sum(pg_total_relation_size(t.relid))::text AS whole, sum(pg_indexes_size(t.relid))::text AS indexes
     FROM (SELECT relid FROM pg_partition_tree($1::regclass) UNION SELECT $1::regclass) t`, [table],
  );
  return { all: Number(size?.whole) / rows, indexes: Number(size?.indexes) / rows };
}
