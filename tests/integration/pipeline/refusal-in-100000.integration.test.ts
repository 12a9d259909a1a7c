import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db, pool } from "@/lib/server/db/client";
import { takeInbound } from "@/lib/server/inbound/take";
import { claimBatch } from "@/lib/server/pipeline/claim";
import { dispatchBatch } from "@/lib/server/pipeline/dispatch";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { expandCampaign } from "@/lib/server/pipeline/expand";
import { prepareStretch } from "@/lib/server/pipeline/stretch";
import { packInForce } from "@/lib/server/rules/queries";
import { expectNothingTwice, expectSumsRight, tallyOf } from "./sums";
import { CALM, setClock, setStage, startCampaign, takenFor, type Stage } from "./stage";

const AUDIENCE = 100_000;

let stage: Stage;
let campaignId: string;
let replies = 0;

/** Customers who agreed to offers, made in two statements: what they are called matters to nobody here. */
async function crowd(size: number): Promise<void> {
  await pool().query(
    `INSERT INTO customer (id, number, branch_id, branch_path, name_cipher, name_index, phone_cipher, phone_index, products, tags)
     SELECT gen_random_uuid(), 'CROWD' || n, $1::uuid, $2, $3, $4, $5, decode(md5('CROWD' || n), 'hex'), '{}', '{}' FROM generate_series(1, $6) n`,
    [stage.branch.id, stage.branch.path, encrypt("人", "customer.name"), blindIndex("人", "name"), encrypt("+8615400000000", "customer.phone"), size],
  );
  await pool().query(
    `INSERT INTO consent_entry (id, customer_id, channel, purpose, state, wording_version, source, at, recorded_by)
     SELECT gen_random_uuid(), id, 'sms', 'promotion', 'given', 'test', 'branch', '2026-01-01', 'test' FROM customer WHERE branch_id = $1::uuid AND number LIKE 'CROWD%'`,
    [stage.branch.id],
  );
  await pool().query("ANALYZE customer, consent_entry");
}

type Someone = { readonly id: string; readonly phone: string };

/** The person at a place of the frozen audience, given a phone of his own to answer from. */
async function personAt(ordinal: number): Promise<Someone> {
  const { rows } = await pool().query<{ id: string }>("SELECT customer_id AS id FROM campaign_audience WHERE campaign_id = $1 AND ordinal = $2", [campaignId, ordinal]);
  return withPhone(rows[0]!.id);
}

async function withPhone(id: string): Promise<Someone> {
  const phone = `+86154${String(randomInt(100_000_000)).padStart(8, "0")}`;
  await db().customer.update({ where: { id }, data: { phoneCipher: encrypt(phone, "customer.phone"), phoneIndex: blindIndex(phone, "phone") }, select: { id: true } });
  return { id, phone };
}

async function reply(person: Someone, text: string): Promise<void> {
  replies += 1;
  await takeInbound(stage.account.id, [{ providerInboundId: `answer-${replies}`, from: person.phone, text, at: new Date() }]);
}

async function waitingBatches(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM dispatch_batch WHERE campaign_id = $1 AND state = 'pending' AND (not_before IS NULL OR not_before <= $2) ORDER BY id", [campaignId, new Date()],
  );
  return rows.map((row) => row.id);
}

/** The last people of a stretch. */
async function peopleOf(batchId: string, take: number): Promise<Someone[]> {
  const { rows } = await pool().query<{ customer_id: string }>(
    "SELECT a.customer_id FROM dispatch_batch b JOIN campaign_audience a ON a.campaign_id = b.campaign_id AND a.ordinal BETWEEN b.from_ordinal AND b.to_ordinal WHERE b.id = $1 ORDER BY a.ordinal DESC LIMIT $2", [batchId, take],
  );
  return Promise.all(rows.map((row) => withPhone(row.customer_id)));
}

/** Somebody whose message is written already: message and person get the same phone, as they would have had from the start. */
async function messagePhone(customerId: string): Promise<Someone> {
  const person = await withPhone(customerId);
  await pool().query("UPDATE message SET contact_index = $2 WHERE customer_id = $1", [customerId, blindIndex(person.phone, "phone")]);
  return person;
}

async function endOf({ id }: Someone): Promise<{ state: string; reason: string }> {
  return db().message.findFirstOrThrow({ where: { campaignId, customerId: id }, select: { state: true, reason: true } });
}

describe("a refusal by reply during a running campaign of 100,000", () => {
  beforeAll(async () => {
    setClock(12);
    stage = await setStage(0, {}, 20_000);
    await crowd(AUDIENCE);
    const campaign = await startCampaign(stage.branch, "promotion");
    campaignId = campaign.id;
    expect(campaign.frozen).toBe(AUDIENCE);
  }, 240_000);

  it("stops that customer's message at every stage before the carrier has it, and at none after", { timeout: 900_000 }, async () => {
    const refused: { stage: string; person: Someone; reason: string }[] = [];
    const refuse = async (name: string, person: Someone, text = "R", reason = "suppression") => {
      await reply(person, text);
      refused.push({ stage: name, person, reason });
    };

    // Frozen and running, nothing expanded yet: at the front, in the middle and at the very end of the audience.
    await refuse("before the first chunk", await personAt(1));
    await refuse("before the first chunk, in words of his own", await personAt(2), "别再给我发了");
    const last = await personAt(AUDIENCE);

    // A few stretches are cut and wait for their turn.
    await expandCampaign(campaignId, { pendingMax: 6 });
    const [first = "", second = "", third = "", fourth = ""] = await waitingBatches();
    const [queued, likely, talkative] = await peopleOf(first, 3);
    await refuse("in a stretch that waits", queued!);
    await refuse("in a stretch that waits; likely a refusal", likely!, "烦死了，别发了");
    // What is no refusal stops nobody.
    await reply(talkative!, "谢谢");
    expect(await dispatchBatch(first)).toBe("sent");

    // A later stretch is still to come while others are being sent.
    await refuse("still to be expanded, others are sent already", last);

    // The rules have been asked; the statement that claims has not run.
    const [claimed] = await peopleOf(second, 1);
    const pack = await packInForce();
    const prepared = await prepareStretch(second, pack);
    const client = await pool().connect();
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const hooked = Object.assign(Object.create(client) as typeof client, {
      // Handed through as it is: a COPY answers with a stream.
      query: (...args: unknown[]) => (typeof args[0] === "string" && args[0].startsWith("SELECT m.id FROM (SELECT d.id")
        ? refuse("between the decision and the claim", claimed!, "退订").then(() => query(...args)) : query(...args)),
    });
    await client.query("BEGIN");
    expect(await claimBatch(hooked, second, pack, prepared)).toMatchObject({ kind: "claimed" });
    // The worker dies here: what it had claimed becomes uncertain and is not sent again; the refusal is not among it.
    await client.query("COMMIT");
    client.release();

    // Paused by a person, and resumed.
    const [paused] = await peopleOf(third, 1);
    await db().campaign.update({ where: { id: campaignId }, data: { state: "paused" }, select: { id: true } });
    await refuse("while the campaign stands still", paused!, "TD");
    expect(await dispatchBatch(third)).toBe("left");
    await db().campaign.update({ where: { id: campaignId }, data: { state: "running" }, select: { id: true } });

    // Throttled by the carrier and put back in the queue.
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { settings: { ...CALM, throttledShare: 1 } }, select: { id: true } });
    const [throttled] = await peopleOf(fourth, 1);
    await dispatchBatch(fourth);
    expect((await endOf(throttled!)).state).toBe("queued");
    await refuse("refused by the carrier for the moment, waiting to be tried again", throttled!, "ｔｄ！");
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { settings: CALM }, select: { id: true } });

    // In the evening, what is left waits for the morning.
    setClock(21);
    await drainPipeline();
    const { rows: deferred } = await pool().query<{ customer_id: string }>("SELECT customer_id FROM message WHERE campaign_id = $1 AND state = 'deferred' ORDER BY id LIMIT 1", [campaignId]);
    await refuse("waiting for the morning", await messagePhone(deferred[0]!.customer_id), "拒收");
    await expectSumsRight(campaignId);

    // Sent already: too late for this one, and it stays one.
    const { rows: sent } = await pool().query<{ customer_id: string }>("SELECT customer_id FROM message WHERE campaign_id = $1 AND state IN ('sent', 'delivered') ORDER BY id LIMIT 1", [campaignId]);
    const late = await messagePhone(sent[0]!.customer_id);
    await reply(late, "R");

    // The next morning everything that may goes out.
    vi.setSystemTime(setClock(9).getTime() + 86_400_000);
    await drainPipeline();

    const taken = new Set(await takenFor(campaignId));
    for (const { stage: name, person, reason } of refused) {
      expect([name, taken.has(person.id), await endOf(person)]).toEqual([name, false, { state: "withheld", reason }]);
    }
    expect([taken.has(talkative!.id), taken.has(late.id)]).toEqual([true, true]);
    const tally = await tallyOf(campaignId);
    expect(tally.withheld).toBe(refused.length);
    expect(Object.values(tally).reduce((sum, count) => sum + count, 0)).toBe(AUDIENCE);
    await expectSumsRight(campaignId);
    await expectNothingTwice();
  });
});
