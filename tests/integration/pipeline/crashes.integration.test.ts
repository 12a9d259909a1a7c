import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BREAKER } from "@/lib/domain/carrier/breaker";
import { updateBreakers } from "@/lib/server/carriers/breakers";
import { deliverDueEvents } from "@/lib/server/carriers/simulator/deliver";
import { db, pool } from "@/lib/server/db/client";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { claimBatch } from "@/lib/server/pipeline/claim";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { expandCampaign } from "@/lib/server/pipeline/expand";
import { prepareStretch } from "@/lib/server/pipeline/stretch";
import { sweep } from "@/lib/server/pipeline/sweep";
import { packInForce } from "@/lib/server/rules/queries";
import { expectNothingTwice, expectSumsRight, reasonsOf, tallyOf } from "./sums";
import { setClock, setStage, startCampaign, stateOf, takenFor, type Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  setClock(12);
  stage = await setStage(12);
});
afterEach(() => vi.restoreAllMocks());

/** Ends the connection that carries the n-th statement from now on, before it is carried out: what a crash or a cut does. */
function cutBeforeStatement(n: number): { readonly reached: () => boolean } {
  let count = 0;
  // The one thing that stands in here is the network; every call passes through unless it is the n-th.
  const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    count += 1;
    if (count === n) {
      (this as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
      const error = Object.assign(new Error("the connection was cut"), { code: "57P01" });
      const callback = args.at(-1);
      if (typeof callback === "function") {
        queueMicrotask(() => (callback as (error: Error) => void)(error));
        return undefined as never;
      }
      return Promise.reject(error) as never;
    }
    return original.apply(this, args) as never;
  });
  return { reached: () => count >= n };
}

async function crashing(n: number, run: () => Promise<unknown>): Promise<boolean> {
  const cut = cutBeforeStatement(n);
  await run().catch(() => undefined);
  vi.restoreAllMocks();
  // Let the pool notice which connection is gone.
  await sleep(20);
  return cut.reached();
}

const pendingBatch = async (campaignId: string) =>
  (await pool().query<{ id: string }>("SELECT id FROM dispatch_batch WHERE campaign_id = $1 AND state = 'pending' ORDER BY id LIMIT 1", [campaignId])).rows[0]?.id;

describe("a crash at any statement", () => {
  it("of expansion leaves the sums right and repeats nobody", async () => {
    const { id } = await startCampaign(stage.branch, "account");
    let n = 1;
    while (await crashing(n, () => expandCampaign(id, { stretch: 5, pendingMax: 1_000 }))) {
      await expectSumsRight(id);
      n += 1;
    }
    expect(n).toBeGreaterThan(10);
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 12 });
    await expectSumsRight(id);
    await expectNothingTwice();
  });

  it("of sending loses nobody, sends to nobody twice, and is recovered by asking the carrier", { timeout: 180_000 }, async () => {
    let n = 1;
    let broken = 0;
    for (;;) {
      stage = await setStage(12);
      const fresh = await startCampaign(stage.branch, "account");
      await expandCampaign(fresh.id);
      const batch = await pendingBatch(fresh.id);
      const reached = await crashing(n, () => dispatchBatch(batch!));
      await expectSumsRight(fresh.id);
      // The dead worker's batch is found once it has been silent for long enough; what goes back waits a few seconds.
      setClock(12, n % 50);
      await sweep({ staleMs: -1 });
      await expectSumsRight(fresh.id);
      setClock(13, n % 50);
      await drainPipeline({ staleMs: -1 });
      await drainPipeline({ staleMs: -1 });
      const taken = await takenFor(fresh.id);
      // A call to the carrier that broke may or may not have arrived: nothing is sent again by itself, and it ends as failed.
      if (taken.length === 0) expect(await reasonsOf(fresh.id), `cut before statement ${n}`).toEqual({ "failed/timeout": 12 });
      else expect(taken, `cut before statement ${n}`).toHaveLength(12);
      broken += taken.length === 0 ? 1 : 0;
      expect(await stateOf(fresh.id)).toBe("completed");
      await expectSumsRight(fresh.id);
      await expectNothingTwice();
      setClock(12);
      if (!reached) break;
      n += 1;
    }
    expect(n).toBeGreaterThan(15);
    expect(broken).toBe(1);
  });

  it("of hearing receipts loses none and counts none twice", async () => {
    for (let n = 1; ; n += 1) {
      stage = await setStage(12);
      const { id } = await startCampaign(stage.branch, "account");
      await drainPipeline({ receipts: false });
      const reached = await crashing(n, () => deliverDueEvents());
      await expectSumsRight(id);
      await drainPipeline();
      expect(await tallyOf(id)).toEqual({ delivered: 12 });
      await expectSumsRight(id);
      if (!reached) return;
    }
  });
});

describe("two workers at once", () => {
  it("send each batch once and expand each recipient once", async () => {
    const { id } = await startCampaign(stage.branch, "account", { speedLimit: 6 });
    await Promise.all([expandCampaign(id, { stretch: 4 }), expandCampaign(id, { stretch: 4 })]);
    await expandCampaign(id);
    await expectSumsRight(id);
    const { rows } = await pool().query<{ id: string }>("SELECT id FROM dispatch_batch WHERE campaign_id = $1", [id]);
    await Promise.all(rows.flatMap((row) => [dispatchBatch(row.id), dispatchBatch(row.id)]));
    expect(await takenFor(id)).toHaveLength(12);
    await expectNothingTwice();
    await expectSumsRight(id);
  });
});

describe("a worker that dies with messages in its hands", () => {
  it("makes no account rest: what it left in doubt speaks of us, not of the carrier", async () => {
    stage = await setStage(BREAKER.answersMin + 5);
    const { id } = await startCampaign(stage.branch, "account");
    await expandCampaign(id);
    const batchId = (await pendingBatch(id)) ?? "";
    const pack = await packInForce();
    const prepared = await prepareStretch(batchId, pack);
    expect(await inSqlTransaction((client) => claimBatch(client, batchId, pack, prepared))).toMatchObject({ kind: "claimed" });
    setClock(12, 5);
    await sweep({ staleMs: -1 });
    expect((await tallyOf(id)).queued).toBe(BREAKER.answersMin + 5);
    await updateBreakers();
    expect(await db().providerAccount.findUniqueOrThrow({ where: { id: stage.account.id }, select: { breaker: true } })).toEqual({ breaker: "closed" });
  });
});
