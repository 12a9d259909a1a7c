import "server-only";
import { accountFor, type ReadAccount } from "../carriers/accounts";
import { now } from "../clock";
import { inSqlTransaction } from "../db/transaction";

/**
 * Another account for a batch whose own was switched off or whose contract ended, or null. Only where nobody bound the
 * route: a campaign that was approved for one account waits for a person instead.
 */
export function reroute(batchId: string, channel: string): Promise<ReadAccount | null> {
  return inSqlTransaction(async (client) => {
    const account = await accountFor(client, null, channel, now());
    if (!account) return null;
    const { rowCount } = await client.query(
      `UPDATE dispatch_batch b SET provider_account_id = $2::uuid WHERE b.id = $1::uuid AND b.state = 'pending'
       AND NOT EXISTS (SELECT FROM campaign c WHERE c.id = b.campaign_id AND c.provider_account_id IS NOT NULL)`, [batchId, account.id],
    );
    if (rowCount !== 1) return null;
    await client.query("UPDATE message SET provider_account_id = $2::uuid WHERE batch_id = $1::uuid AND state IN ('queued', 'deferred')", [batchId, account.id]);
    return account;
  });
}
