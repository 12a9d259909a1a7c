import "server-only";
import type { PipelineCampaign } from "./campaign";
import type { Sql } from "./sql";

/** Thrown to undo a chunk when the campaign was paused, cancelled or expanded by somebody else while it was made. */
export class Overtaken extends Error {
  constructor() {
    super("the campaign changed while a chunk was made");
  }
}

/** Ordinals and customers of the next stretch of the frozen audience. */
export async function nextRecipients(sql: Sql, campaign: Pick<PipelineCampaign, "id" | "cursor">, take: number) {
  const { rows } = await sql.query<{ ordinal: number; customer_id: string }>(
    "SELECT ordinal, customer_id FROM campaign_audience WHERE campaign_id = $1::uuid AND ordinal > $2 ORDER BY ordinal LIMIT $3", [campaign.id, campaign.cursor, take],
  );
  return rows;
}

/** Moves the cursor as part of the chunk's own transaction: a crash repeats no chunk and loses none. */
export async function moveCursor(sql: Sql, campaign: Pick<PipelineCampaign, "id" | "cursor" | "state">, to: number): Promise<void> {
  const { rowCount } = await sql.query(
    "UPDATE campaign SET cursor = $3 WHERE id = $1::uuid AND cursor = $2 AND state = $4::campaign_state", [campaign.id, campaign.cursor, to, campaign.state],
  );
  if (rowCount !== 1) throw new Overtaken();
}
