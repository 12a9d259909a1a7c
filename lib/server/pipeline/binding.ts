import "server-only";
import type { Tx } from "../db/transaction";
import { hashOf, readCampaign } from "./campaign";
import { sqlOf } from "./sql";

/** The hash of what the campaign would send now, every row of its audience counted: stored at submission, compared at approval. */
export async function campaignBindingHash(tx: Tx, campaignId: string): Promise<string> {
  const campaign = await readCampaign(sqlOf(tx), campaignId, { recount: true });
  if (!campaign) throw new Error(`no campaign ${campaignId}`);
  return hashOf(campaign);
}
