import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownDatabase } from "@/bench/database";
import { makeBranchBelow, makeCustomers } from "@/bench/parts/customers";
import { db, disconnect, pool } from "@/lib/server/db/client";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { MUTE, readTaken } from "./recording-carrier";
import { startCampaign, stateOf } from "./stage";
import { expectSumsRight, tallyOf } from "./sums";
import { endWorkers, exited, startWorker, until } from "./worker-process";

const AUDIENCE = 10_000;
const folder = mkdtempSync(path.join(os.tmpdir(), "hongyan-taken-"));
const taken = path.join(folder, "taken");
let stop: () => Promise<void>;

// A server of its own, which keeps what it has confirmed: the shared one of the tests would lose it, and its other tests with it.
beforeAll(async () => {
  stop = await ownDatabase();
  writeFileSync(taken, "");
  process.env.TAKEN_FILE = taken;
});
afterAll(async () => {
  await endWorkers();
  await disconnect();
  await stop();
  rmSync(folder, { recursive: true });
});

/** Two campaigns share the worker: one at a carrier that can be asked what it took, one at a carrier that cannot. */
async function startBoth() {
  // What is in doubt after so many deaths would pause a campaign, as it should; here it is to go on.
  await db().setting.create({ data: { key: "campaign.thresholds", value: { minimum: 100_000, errorShare: 1, refusalShare: 1, complaintShare: 1 }, updatedBy: "test" } });
  const { province } = await makeBranchTree();
  const [asked, mute] = [await makeProviderAccount(), await makeProviderAccount()];
  await db().providerAccount.update({ where: { id: mute.id }, data: { driver: MUTE }, select: { id: true } });
  const campaignAt = async (account: { readonly id: string }, mark: string) => {
    const branch: MadeBranch = await makeBranchBelow(province, `${province.code}-${mark}`);
    await makeCustomers(branch, AUDIENCE);
    const { id, frozen } = await startCampaign(branch, "account", { providerAccountId: account.id });
    expect(frozen).toBe(AUDIENCE);
    return { id, accountId: account.id };
  };
  return { asked: await campaignAt(asked, "A"), mute: await campaignAt(mute, "M") };
}

const pendingOf = async () => (await pool().query<{ pending: number }>("SELECT coalesce(sum(count), 0)::int AS pending FROM campaign_tally WHERE state = 'pending'")).rows[0]?.pending ?? 0;

/** One moment's sums: of each campaign the roll-up, what it says of its messages, and the messages themselves. */
const AT_ONE_MOMENT = `
  WITH tallied AS (SELECT campaign_id, state, sum(count)::int AS n FROM campaign_tally GROUP BY 1, 2 HAVING sum(count) <> 0),
       stored AS (SELECT campaign_id, state, count(*)::int AS n FROM message GROUP BY 1, 2)
  SELECT c.id, (SELECT sum(n)::int FROM tallied WHERE campaign_id = c.id) AS tallied, (SELECT min(n) FROM tallied WHERE campaign_id = c.id) AS lowest,
    (SELECT jsonb_agg(jsonb_build_array(state, t.n, s.n)) FROM (SELECT * FROM tallied WHERE campaign_id = c.id AND state <> 'pending') t
       FULL JOIN (SELECT * FROM stored WHERE campaign_id = c.id) s USING (state) WHERE t.n IS DISTINCT FROM s.n) AS differing
  FROM campaign c`;

/** Looks again and again whether the sums are right; answers how often it did, and what was wrong. */
function lookOn(): () => Promise<{ readonly looks: number; readonly wrong: readonly unknown[] }> {
  const wrong: unknown[] = [];
  let [looks, ended] = [0, false];
  const looking = (async () => {
    while (!ended) {
      // While the database is away there is nothing to be seen.
      const rows = await pool().query<{ tallied: number; lowest: number; differing: unknown }>(AT_ONE_MOMENT).then((answer) => answer.rows, () => null);
      if (rows !== null) looks += 1;
      wrong.push(...(rows ?? []).filter((row) => row.tallied !== AUDIENCE || row.lowest < 0 || row.differing !== null));
      await sleep(250);
    }
  })();
  return async () => {
    ended = true;
    await looking;
    return { looks, wrong };
  };
}

/** Lets the work go on from here for a while that nobody knows beforehand. */
async function someWay(): Promise<void> {
  const goal = (await pendingOf()) - randomInt(500, 1_500);
  await until(async () => (await pendingOf()) <= goal, 60);
  await sleep(randomInt(60));
}

/** kill -9 of the worker; what it held would be found after the usual silence, which the test does not wait for. */
async function killInTheMiddle(worker: ReturnType<typeof startWorker>): Promise<void> {
  worker.kill("SIGKILL");
  await exited(worker);
  await pool().query("UPDATE dispatch_batch SET heartbeat_at = heartbeat_at - interval '10 minutes' WHERE state = 'claimed'");
}

/** kill -9 of one of the server's processes, in the middle of a transaction if there is one: PostgreSQL ends all others, and recovers from its log. */
async function crashDatabase(): Promise<void> {
  const { rows } = await pool().query<{ pid: number; began: Date }>(
    "SELECT pid, pg_postmaster_start_time() AS began FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid() ORDER BY xact_start NULLS LAST LIMIT 1",
  );
  process.kill(rows[0]?.pid ?? 0, "SIGKILL");
  await sleep(300);
  await until(() => pool().query("SELECT 1").then(() => true, () => false), 20);
}

async function messagesOf(campaignId: string) {
  const { rows } = await pool().query<{ id: string; state: string; attempts: number }>("SELECT id, state, attempts FROM message WHERE campaign_id = $1", [campaignId]);
  return rows;
}

describe("a worker that is killed again and again and a database that crashes, at full speed", () => {
  it("write to nobody twice, lose nobody, keep the sums right at every moment, and leave what is in doubt alone", async () => {
    const { asked, mute } = await startBoth();
    const seen = lookOn();
    const worker = () => startWorker("tests/integration/pipeline/recording-worker.ts");
    for (let deaths = 0; deaths < 2; deaths += 1) {
      const first = worker();
      await someWay();
      await killInTheMiddle(first);
    }
    const surviving = worker();
    await someWay();
    await crashDatabase();
    await someWay();
    expect(surviving.exitCode).toBeNull();
    await killInTheMiddle(surviving);
    worker();
    for (const { id } of [asked, mute]) await until(async () => (await stateOf(id)) === "completed", 90);
    const { looks, wrong } = await seen();
    expect(wrong).toEqual([]);
    expect(looks).toBeGreaterThan(20);
    for (const { id, accountId } of [asked, mute]) {
      const texts = readTaken(taken).filter((text) => text.accountId === accountId);
      expect(new Set(texts.map((text) => text.to)).size).toBe(texts.length);
      const messages = await messagesOf(id);
      expect(messages).toHaveLength(AUDIENCE);
      const heard = new Set(texts.map((text) => text.reference));
      // Whatever counts as sent was taken; whatever was taken and does not count as sent is in doubt, and was tried once.
      expect(messages.filter((one) => one.state === "sent" && !heard.has(one.id))).toEqual([]);
      expect(messages.filter((one) => one.state !== "sent" && (one.state !== "uncertain" || one.attempts !== 1))).toEqual([]);
      await expectSumsRight(id);
    }
    // Who can be asked knows of each text; who cannot leaves doubt behind.
    expect(await tallyOf(asked.id)).toEqual({ sent: AUDIENCE });
    expect((await tallyOf(mute.id)).uncertain).toBeGreaterThan(0);
  }, 180_000);
});
