import "server-only";
import { db } from "../db/client";
import { inSqlTransaction } from "../db/transaction";

export type Counted = "customers_of_branch" | "entries_of_wording";

/** The counts by key, from the sums that triggers keep: nothing that grows is counted for a page. */
export async function runningCounts(what: Counted, key?: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db().runningCount.groupBy({ by: ["key"], where: { what, ...(key === undefined ? {} : { key }) }, _sum: { change: true } });
  return new Map(rows.map((row) => [row.key, row._sum.change ?? 0]));
}

/** Puts the changes of each count together into one row; readers see all of them or the one, never both. */
export async function foldRunningCounts(): Promise<void> {
  await inSqlTransaction((client) =>
    client.query("WITH gone AS (DELETE FROM running_count RETURNING what, key, change) INSERT INTO running_count (what, key, change) SELECT what, key, sum(change) FROM gone GROUP BY what, key"),
  );
}
