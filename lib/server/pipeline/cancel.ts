import "server-only";
import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import { now } from "../clock";
import type { PipelineCampaign } from "./campaign";
import { copyRows } from "./copy";
import { moveCursor, recipientsOf } from "./cursor";
import { readUnsentMessages, withholdAll } from "./move";
import { readPeople } from "./people";
import { missingPerson } from "./missing-person";
import { TallyDeltas } from "./tally";

/**
 * Some of what a cancelled campaign leaves behind: first messages that wait, then stretches that wait, then recipients
 * that are in none. All become withheld ones, so that every recipient has an answer and the sum stays the audience.
 */
export async function settleCancelledChunk(client: PoolClient, campaign: PipelineCampaign, take: number): Promise<{ kind: "stored"; batches: [] } | { kind: "held" }> {
  const deltas = new TallyDeltas();
  const open = await readUnsentMessages(client, campaign.id, take);
  if (open.length > 0) {
    await withholdAll(client, open, "cancelled", deltas);
    await client.query(
      `UPDATE dispatch_batch SET state = 'done', done_at = $2 WHERE campaign_id = $1::uuid AND state = 'pending' AND from_ordinal IS NULL
       AND NOT EXISTS (SELECT FROM message m WHERE m.batch_id = dispatch_batch.id AND m.state IN ('queued', 'deferred'))`, [campaign.id, now()],
    );
    await deltas.write(client);
    return { kind: "stored", batches: [] };
  }
  const stretch = await nextStretch(client, campaign.id);
  if (stretch) {
    await withholdStretch(client, campaign, stretch, deltas);
    await client.query("UPDATE dispatch_batch SET state = 'done', done_at = $2 WHERE id = $1::uuid", [stretch.id, now()]);
    await deltas.write(client);
    return { kind: "stored", batches: [] };
  }
  if (campaign.frozenCount === null || campaign.cursor >= campaign.frozenCount) return { kind: "held" };
  if (campaign.startedAt === null) {
    // Never started: nothing was decided about anybody, so the count alone moves.
    deltas.pending(campaign.id, campaign.cursor - campaign.frozenCount);
    deltas.neverStarted(campaign.id, campaign.frozenCount - campaign.cursor);
    await moveCursor(client, campaign, campaign.frozenCount);
    await deltas.write(client);
    return { kind: "held" };
  }
  const to = Math.min(campaign.cursor + take, campaign.frozenCount);
  await withholdStretch(client, campaign, { from: campaign.cursor + 1, to }, deltas);
  await moveCursor(client, campaign, to);
  await deltas.write(client);
  return { kind: "stored", batches: [] };
}

/** Recipients that were no messages yet become withheld ones. */
export async function withholdStretch(client: PoolClient, campaign: PipelineCampaign, stretch: { readonly from: number; readonly to: number }, deltas: TallyDeltas): Promise<void> {
  const ids = await recipientsOf(client, campaign.id, stretch);
  const at = now();
  const people = await readPeople(client, ids, campaign.purpose, campaign.template.channel);
  const rows = ids.map((id) => {
    const person = people.get(id) ?? missingPerson(id, campaign);
    deltas.born({
      campaignId: campaign.id, branchId: person.branchId, createdAt: at, purpose: campaign.purpose, channel: campaign.template.channel,
      segments: 0, billingSegments: 0, costMicros: 0n,
    }, "withheld", "cancelled");
    return [
      uuidv7({ msecs: at.getTime() }), campaign.id, id, person.branchId, person.branchPath, campaign.template.versionId, campaign.purpose, campaign.template.channel,
      "withheld", "cancelled", "[]", at, at,
    ];
  });
  await copyRows(client, "message", [
    "id", "campaign_id", "customer_id", "branch_id", "branch_path", "template_version_id", "purpose", "channel", "state", "reason", "trace", "created_at", "final_at",
  ], rows);
  deltas.pending(campaign.id, -rows.length);
}

/** A stretch that waits for its turn, held: none of it was a message yet. */
async function nextStretch(client: PoolClient, campaignId: string): Promise<{ id: string; from: number; to: number } | undefined> {
  const { rows } = await client.query<{ id: string; from: number; to: number }>(
    `SELECT id, from_ordinal AS "from", to_ordinal AS "to" FROM dispatch_batch WHERE campaign_id = $1::uuid AND state = 'pending' AND from_ordinal IS NOT NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [campaignId],
  );
  return rows[0];
}
