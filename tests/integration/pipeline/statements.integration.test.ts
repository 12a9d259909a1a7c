import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CarrierReceipt } from "@/lib/server/carriers/port";
import { simulator } from "@/lib/server/carriers/simulator/driver";
import { db } from "@/lib/server/db/client";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { takeReceipts } from "@/lib/server/pipeline/receipts";
import { expandAll, expectOne, setClock, setStage, startCampaign } from "./stage";
import { tallyOf } from "./sums";

// What a batch asks of the database must not follow its size: one statement a message is what makes a million of them slow.
const [FEW, MANY] = [10, 400];
/** Reading, deciding, claiming, the simulated carrier's own, storing, and the end of a campaign, which is in it here; with room for two more. */
const STATEMENTS_A_BATCH = 52;
const STATEMENTS_A_READING = 12;

afterEach(() => {
  vi.restoreAllMocks();
});

/** How many statements a piece of work sends to the database, over whichever connection. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const queries = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const sent = queries.mock.calls.length;
  queries.mockRestore();
  return sent;
}

async function countFor(customers: number) {
  setClock(12);
  const stage = await setStage(customers, { noReceiptShare: 1 });
  const { id } = await startCampaign(stage.branch, "promotion");
  const batch = expectOne(await expandAll(id));
  const sending = await statementsOf(() => dispatchBatch(batch.id));
  expect(await tallyOf(id)).toEqual({ sent: customers });
  const sent = await db().message.findMany({ where: { campaignId: id }, select: { providerMessageId: true } });
  const reports = sent.map(({ providerMessageId }): CarrierReceipt => ({ providerMessageId: providerMessageId ?? "", reference: null, state: "delivered", code: "DELIVRD", at: new Date() }));
  // A campaign is looked after once a second at most: let that be over, so that it is looked after here.
  await sleep(1_100);
  const reading = await statementsOf(() => takeReceipts(simulator, stage.account.id, reports));
  expect(await tallyOf(id)).toEqual({ delivered: customers });
  return { sending, reading };
}

describe("the statements of a batch and of a reading of reports", () => {
  it("are as many for four hundred messages as for ten, and bounded", async () => {
    // What a process reads once and remembers is read here.
    await countFor(2);
    const [few, many] = [await countFor(FEW), await countFor(MANY)];
    expect(many).toEqual(few);
    expect(many.sending).toBeLessThanOrEqual(STATEMENTS_A_BATCH);
    expect(many.reading).toBeLessThanOrEqual(STATEMENTS_A_READING);
    expect(many.sending).toBeGreaterThan(10);
    expect(many.reading).toBeGreaterThan(5);
  });
});
