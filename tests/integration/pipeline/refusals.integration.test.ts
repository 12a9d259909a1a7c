import { beforeEach, describe, expect, it, vi } from "vitest";
import { readTraces } from "@/lib/server/decisions/traces";
import { takeInbound } from "@/lib/server/inbound/take";
import { db, pool } from "@/lib/server/db/client";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { claimBatch } from "@/lib/server/pipeline/claim";
import { prepareStretch } from "@/lib/server/pipeline/stretch";
import { packInForce } from "@/lib/server/rules/queries";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { expectSumsRight, reasonsOf, tallyOf } from "./sums";
import { expandAll, expectOne, setClock, setStage, startCampaign, stateOf, takenFor, type Stage } from "./stage";

let stage: Stage;
let inbound = 0;

async function reply(person: { phone: string }, text: string) {
  inbound += 1;
  await takeInbound(stage.account.id, [{ providerInboundId: `in-${inbound}`, from: person.phone, text, at: new Date() }]);
}

async function messageOf(campaignId: string, customerId: string) {
  return db().message.findFirstOrThrow({ where: { campaignId, customerId }, select: { id: true, state: true, reason: true, trace: true } });
}

describe("the latest refusal wins", () => {
  beforeEach(async () => {
    setClock(12);
    stage = await setStage(6);
  });

  it("before expansion", async () => {
    const { id } = await startCampaign(stage.branch, "promotion");
    await reply(stage.people[0]!, "R");
    await drainPipeline();
    expect(await messageOf(id, stage.people[0]!.id)).toMatchObject({ state: "withheld", reason: "suppression" });
    expect(await tallyOf(id)).toEqual({ delivered: 5, withheld: 1 });
    await expectSumsRight(id);
  });

  it("while the stretch waits for its turn, with the reason in the trace", async () => {
    const { id } = await startCampaign(stage.branch, "promotion");
    const batch = expectOne(await expandAll(id));
    await reply(stage.people[1]!, "Ｒ。");
    expect(await dispatchBatch(batch.id)).toBe("sent");
    const message = await messageOf(id, stage.people[1]!.id);
    expect(message).toMatchObject({ state: "withheld", reason: "suppression" });
    expect((await readTraces([message.trace]))[0]).toContainEqual(expect.objectContaining({ rule: "suppression", outcome: "withhold", evidence: expect.objectContaining({ source: "reply", word: "R" }) as unknown }));
    expect(await takenFor(id)).not.toContain(stage.people[1]!.id);
    await expectSumsRight(id);
  });

  it.each([
    ["of a stretch whose messages are made at that moment", "SELECT m.id FROM (SELECT d.id", 12],
    ["of messages that had waited for their hour", "UPDATE message m SET state = 'submitting'", 22],
  ])("between the decision and the claiming statement %s", async (_, statement, hour) => {
    setClock(hour);
    const { id } = await startCampaign(stage.branch, "promotion");
    let batch = expectOne(await expandAll(id));
    if (hour > 20) {
      expect(await dispatchBatch(batch.id)).toBe("settled");
      vi.setSystemTime(setClock(9).getTime() + 86_400_000);
      batch = expectOne(await expandAll(id));
    }
    const pack = await packInForce();
    const prepared = hour > 20 ? null : await prepareStretch(batch.id, pack);
    const client = await pool().connect();
    // A refusal that commits after the rules were asked and just before the statement that claims.
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const hooked = Object.assign(Object.create(client) as typeof client, {
      // Handed through as it is: a COPY answers with a stream.
      query: (...args: unknown[]) => (typeof args[0] === "string" && args[0].startsWith(statement) ? reply(stage.people[2]!, "退订").then(() => query(...args)) : query(...args)),
    });
    await client.query("BEGIN");
    const claim = await claimBatch(hooked, batch.id, pack, prepared).finally(async () => {
      await client.query("COMMIT");
      client.release();
    });
    expect(claim).toMatchObject({ kind: "claimed" });
    expect(await messageOf(id, stage.people[2]!.id)).toMatchObject({ state: "withheld", reason: "suppression" });
    await expectSumsRight(id);
  });

  it("while the campaign is paused, and while a message waits for its hour", async () => {
    setClock(22);
    const { id } = await startCampaign(stage.branch, "promotion");
    expect(await dispatchBatch(expectOne(await expandAll(id)).id)).toBe("settled");
    const batch = expectOne(await expandAll(id));
    expect(batch.notBefore).toEqual(new Date(setClock(8).getTime() + 86_400_000));
    expect(await tallyOf(id)).toEqual({ deferred: 6 });
    await db().campaign.update({ where: { id }, data: { state: "paused" } });
    await reply(stage.people[3]!, "TD");
    await db().campaign.update({ where: { id }, data: { state: "running" } });
    await db().dispatchBatch.update({ where: { id: batch.id }, data: { notBefore: null } });
    setClock(9);
    await drainPipeline();
    expect(await reasonsOf(id)).toEqual({ "delivered/": 5, "withheld/suppression": 1 });
    await expectSumsRight(id);
  });

  it("reaches everybody who holds the phone, and withdraws the consent with the reply as evidence", async () => {
    const twin = await makeCustomer(stage.branch, { phone: stage.people[0]!.phone, agreed: ["promotion"] });
    await reply(stage.people[0]!, "拒收");
    const entries = await db().consentEntry.findMany({ where: { customerId: { in: [twin.id, stage.people[0]!.id] }, state: "withdrawn" } });
    const stored = await db().inboundMessage.findFirstOrThrow({ where: { providerInboundId: `in-${inbound}` } });
    expect(entries.map((one) => [one.source, one.evidence])).toEqual([["reply:拒收", stored.id], ["reply:拒收", stored.id]]);
    const { id } = await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    expect(await takenFor(id)).toHaveLength(5);
  });

  it("also when the branch records it, and when only the ledger knows", async () => {
    const { id } = await startCampaign(stage.branch, "promotion");
    const batch = expectOne(await expandAll(id));
    await makeConsent(stage.people[4]!.id, "promotion", "withdrawn", new Date());
    await dispatchBatch(batch.id);
    expect(await messageOf(id, stage.people[4]!.id)).toMatchObject({ state: "withheld", reason: "consent" });
  });

  it("stops offers only: a notice about the customer's own account still goes", async () => {
    await reply(stage.people[0]!, "R");
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ delivered: 6 });
    expect(await stateOf(id)).toBe("completed");
  });

  it("is taken back only by the customer's own word", async () => {
    await reply(stage.people[0]!, "R");
    await reply(stage.people[0]!, "谢谢");
    expect(await db().suppression.count({ where: { liftedAt: null, evidence: { not: null } } })).toBeGreaterThan(0);
    setClock(12, 1);
    await reply(stage.people[0]!, "恢复");
    const { id } = await startCampaign(stage.branch, "promotion");
    await drainPipeline();
    expect(await takenFor(id)).toContain(stage.people[0]!.id);
  });

  it("is heard once, however often the carrier repeats it", async () => {
    const one = { providerInboundId: "same", from: stage.people[5]!.phone, text: "R", at: new Date() };
    await takeInbound(stage.account.id, [one, one]);
    await takeInbound(stage.account.id, [one]);
    expect(await db().inboundMessage.count({ where: { providerInboundId: "same" } })).toBe(1);
    expect(await db().consentEntry.count({ where: { customerId: stage.people[5]!.id, state: "withdrawn" } })).toBe(1);
  });
});
