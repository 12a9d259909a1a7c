import "server-only";
import { leaveToCommit } from "../db/transaction";
import type { Sql } from "./sql";

// Tables with few rows that every batch adds to, in the order in which every transaction locks them: two never wait for
// each other in a circle.
const ORDER = ["daily_receipt_delay", "account_minute", "carrier_code", "campaign_tally", "daily_tally"] as const;
export type CountTable = (typeof ORDER)[number];

/** Adds to rows that everybody adds to: at the end of the batch's transaction, together with its COMMIT; at once where there is none. */
export async function addUp(sql: Sql, table: CountTable, statement: string): Promise<void> {
  if (!leaveToCommit(sql, ORDER.indexOf(table), statement)) await sql.query(statement);
}
