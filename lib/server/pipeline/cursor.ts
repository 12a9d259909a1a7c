import "server-only";
import type { PipelineCampaign } from "./campaign";
import type { Sql } from "./sql";

/** Thrown to undo a step when the campaign was paused, cancelled or expanded by somebody else while it was made. */
export class Overtaken extends Error {
  constructor() {
    super("the campaign changed while a step of it was made");
  }
}

/** Customers of a stretch of the frozen audience, both ends included, in its order. */
export async function recipientsOf(sql: Sql, campaignId: string, { from, to }: { readonly from: number; readonly to: number }): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT customer_id AS id FROM campaign_audience WHERE campaign_id = $1::uuid AND ordinal BETWEEN $2 AND $3 ORDER BY ordinal", [campaignId, from, to],
  );
  return rows.map((row) => row.id);
}

/** Moves the cursor in the transaction that writes down what it passes: a crash repeats nothing and loses nothing. */
export async function moveCursor(sql: Sql, campaign: Pick<PipelineCampaign, "id" | "cursor" | "state">, to: number): Promise<void> {
  const { rowCount } = await sql.query(
    "UPDATE campaign SET cursor = $3 WHERE id = $1::uuid AND cursor = $2 AND state = $4::campaign_state", [campaign.id, campaign.cursor, to, campaign.state],
  );
  if (rowCount !== 1) throw new Overtaken();
}
