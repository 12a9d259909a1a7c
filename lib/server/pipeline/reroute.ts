import "server-only";
import type { ReadAccount } from "../carriers/accounts";
import { readRouter } from "../carriers/routing";
import { now } from "../clock";
import { inSqlTransaction } from "../db/transaction";

type Sample = { id: string; purpose: string; branch_path: string; to_cipher: Buffer | null };

/**
 * Another account for a batch whose own was switched off, rests, or has no contract any more, or null. Only what still waits
 * moves, never what was handed over; and only where nobody bound the route: a campaign that was approved for one account
 * waits for it, or for a person.
 */
export function reroute(batchId: string, channel: string): Promise<ReadAccount | null> {
  return inSqlTransaction(async (client) => {
    const { rows } = await client.query<Sample>("SELECT id, purpose, branch_path, to_cipher FROM message WHERE batch_id = $1::uuid AND state IN ('queued', 'deferred') ORDER BY id LIMIT 1", [batchId]);
    const sample = rows[0];
    if (!sample) return null;
    // The messages of a batch went the same way so far; they go on together.
    const router = await readRouter(client, { wished: null, channel, at: now() });
    const route = router.choose({ key: sample.id, purpose: sample.purpose, branchPath: sample.branch_path, toCipher: sample.to_cipher });
    if (route.kind !== "account") return null;
    const { account } = route;
    const { rowCount } = await client.query(
      `UPDATE dispatch_batch b SET provider_account_id = $2::uuid WHERE b.id = $1::uuid AND b.state = 'pending'
       AND NOT EXISTS (SELECT FROM campaign c WHERE c.id = b.campaign_id AND c.provider_account_id IS NOT NULL)`, [batchId, account.id],
    );
    if (rowCount !== 1) return null;
    await client.query("UPDATE message SET provider_account_id = $2::uuid WHERE batch_id = $1::uuid AND state IN ('queued', 'deferred')", [batchId, account.id]);
    return account;
  });
}

type Stretch = { purpose: string; branch_path: string; wished: string | null; channel: string };

/** The same for a stretch, which has no messages yet: each recipient is asked for a way of its own when they are made. */
export function rerouteStretch(batchId: string): Promise<ReadAccount | null> {
  return inSqlTransaction(async (client) => {
    const { rows } = await client.query<Stretch>(
      `SELECT c.purpose, c.branch_path, c.provider_account_id AS wished, t.channel FROM dispatch_batch b JOIN campaign c ON c.id = b.campaign_id
       JOIN template_version v ON v.id = c.template_version_id JOIN template t ON t.id = v.template_id WHERE b.id = $1::uuid`, [batchId],
    );
    const stretch = rows[0];
    if (!stretch) return null;
    const router = await readRouter(client, { wished: stretch.wished, channel: stretch.channel, at: now() });
    const route = router.choose({ key: batchId, purpose: stretch.purpose, branchPath: stretch.branch_path, toCipher: null });
    if (route.kind !== "account") return null;
    await client.query("UPDATE dispatch_batch SET provider_account_id = $2::uuid WHERE id = $1::uuid AND state = 'pending'", [batchId, route.account.id]);
    return route.account;
  });
}
