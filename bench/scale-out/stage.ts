import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { db, pool } from "@/lib/server/db/client";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeCustomer, noonZone } from "@/prisma/factories/customer";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";

/** So many customers of one branch: copies of one, since only their number counts here. */
async function branchOf(customers: number, prefix: string): Promise<MadeBranch> {
  const { branch } = await makeBranchTree();
  const first = await makeCustomer(branch, {});
  await pool().query(
    `INSERT INTO customer (id, number, branch_id, branch_path, name_cipher, name_index, phone_cipher, phone_index, products, tags, time_zone)
     SELECT gen_random_uuid(), $5::text || n, $1::uuid, $2, c.name_cipher, c.name_index, c.phone_cipher, decode(md5($5::text || n), 'hex'), '{}', '{}', $6 FROM customer c, generate_series(1, $4) n WHERE c.id = $3::uuid`,
    [branch.id, branch.path, first.id, customers - 1, prefix, noonZone()],
  );
  await db().customer.update({ where: { id: first.id }, data: { timeZone: noonZone() }, select: { id: true } });
  return branch;
}

export type Measured = { readonly id: string; readonly messages: number; readonly seconds: number };

/** One account and audiences of the sizes that are measured; every campaign begins with the tables empty, so that runs are alike. */
export class ScaleStage {
  private readonly branches = new Map<number, MadeBranch>();
  private constructor(private readonly accountId: string) {}

  static async make(): Promise<ScaleStage> {
    const { id } = await makeProviderAccount({ receiptDelayMs: 200, failureShare: 0, noReceiptShare: 0, duplicateShare: 0, reorderShare: 0, replyShare: 0 });
    return new ScaleStage(id);
  }

  /** What the account is set to, and what its carrier's line takes (null: anything). */
  async limit(perSecond: number, line: number | null): Promise<void> {
    await pool().query("UPDATE provider_account SET speed_per_second = $2, settings = settings || $3 WHERE id = $1::uuid", [this.accountId, perSecond, { lineSpeedPerSecond: line }]);
    await pool().query("DELETE FROM rate_limit");
  }

  async clear(): Promise<void> {
    const owner = new pg.Client({ connectionString: process.env.DATABASE_ADMIN_URL });
    await owner.connect();
    // The simulated carrier holds its events while the reports of them are stored: whoever waited for both would wait for ever.
    await owner.query("SET lock_timeout = '300ms'");
    for (let tries = 1; ; tries += 1) {
      try {
        await owner.query("TRUNCATE message, message_attempt, dispatch_batch, receipt, simulated_message, simulated_event CASCADE");
        break;
      } catch (error) {
        if (tries === 100) throw error;
        await sleep(300);
      }
    }
    await owner.end();
  }

  /** Sends a campaign to so many people through whatever workers there are; answers how long they took from the first batch to the last. */
  async run(size: number): Promise<Measured> {
    const branch = this.branches.get(size) ?? (await branchOf(size, `S${this.branches.size}-`));
    this.branches.set(size, branch);
    const template = await makeTemplate(branch, { purpose: "account" });
    const { id, frozen } = await makeCampaign(branch, template);
    if (frozen !== size) throw new Error(`the audience is ${frozen}, not ${size}`);
    await pool().query("ANALYZE campaign_audience, customer");
    for (;;) {
      const { state } = await db().campaign.findUniqueOrThrow({ where: { id }, select: { state: true } });
      if (state === "completed") break;
      if (state !== "running") throw new Error(`the campaign is ${state}`);
      await sleep(100);
    }
    const { rows } = await pool().query<{ seconds: number; left: number }>(
      `SELECT extract(epoch FROM max(done_at) - min(claimed_at))::float8 AS seconds,
              (SELECT sum(count)::int FROM campaign_tally WHERE campaign_id = $1::uuid AND state IN ('sent', 'delivered')) AS left
       FROM dispatch_batch WHERE campaign_id = $1::uuid`, [id],
    );
    if (rows[0]?.left !== size) throw new Error(`${rows[0]?.left} of ${size} were sent`);
    return { id, messages: size, seconds: rows[0].seconds };
  }
}

/** What the carrier counted for a campaign. */
export async function countedByCarrier(campaignId: string, batch: number) {
  const { rows } = await pool().query<{ ms: number }>(
    "SELECT (extract(epoch FROM s.accepted_at) * 1000)::float8 AS ms FROM simulated_message s JOIN message m ON m.id = s.reference WHERE m.campaign_id = $1::uuid ORDER BY 1", [campaignId],
  );
  const times = rows.map((row) => row.ms);
  let [from, most] = [0, 0];
  for (let to = 0; to < times.length; to += 1) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= 1_000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  const span = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
  const { rows: refused } = await pool().query<{ count: number }>("SELECT count(*)::int AS count FROM message_attempt WHERE outcome = 'refused'");
  const { rows: twice } = await pool().query<{ count: number }>("SELECT count(*)::int AS count FROM (SELECT FROM simulated_message GROUP BY reference HAVING count(*) > 1) t");
  // The last batch begins a second that nobody waits for.
  return { perSecond: span > 0 ? (times.length - batch) / span : 0, mostInASecond: most, refused: refused[0]?.count ?? 0, twice: twice[0]?.count ?? 0, taken: times.length };
}
