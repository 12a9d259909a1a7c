import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/domain/access/permissions";
import { encodePdu } from "@/lib/domain/carrier/cmpp/encode";
import { reportOctets } from "@/lib/domain/carrier/cmpp/report";
import { takeCallbacks } from "@/lib/server/carriers/callbacks/take";
import { updateBreakers } from "@/lib/server/carriers/breakers";
import { http } from "@/lib/server/carriers/http/driver";
import { registerDriver } from "@/lib/server/carriers/registry";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { readHealth } from "@/lib/server/providers/health";
import { HTTP_KEYS, httpPlatform, startHttpPlatform } from "../carriers/http-server";
import { LineStage } from "./line-stage";
import { setClock, setStage, startCampaign, stateOf } from "./stage";
import { expectSumsRight, reasonsOf, tallyOf } from "./sums";

let line: LineStage;
beforeEach(async () => {
  setClock(12);
  await db().setting.deleteMany();
  await db().route.deleteMany();
  await db().accountMinute.deleteMany();
  await db().carrierCallback.deleteMany();
  // What an earlier test left waiting would leave over this one's line.
  await db().dispatchBatch.updateMany({ where: { state: "pending" }, data: { state: "done" } });
  await db().campaign.updateMany({ where: { state: "running" }, data: { state: "paused" } });
});
afterEach(async () => {
  await line.close();
  vi.useRealTimers();
});

const FLOW_CONTROL = 8;

describe("a campaign over a CMPP line", () => {
  it("whose carrier closes the connection in mid-window: what was written is in doubt and stays so, the rest leaves over the next one", async () => {
    line = await LineStage.make(40);
    const { behaviour } = line.gateway;
    behaviour.closeAfter = 6;
    behaviour.result = (_submit, count) => {
      if (count > 6) behaviour.closeAfter = null;
      return 0;
    };
    const id = await line.send();
    const before = await line.expectRight(id);
    expect(before.uncertain).toBeGreaterThan(0);
    expect(before.uncertain).toBeLessThanOrEqual(16);
    expect((await line.codes())["hongyan.broken_off"]).toBe(before.uncertain);
    setClock(12, 5);
    await updateBreakers();
    await line.isUp();
    await drainPipeline();
    await line.hear();
    const after = await line.expectRight(id);
    // The gateway took some of those in doubt without a word; nobody sends them again, nobody calls them failed.
    expect([after.uncertain, after.failed ?? 0, after.queued ?? 0]).toEqual([before.uncertain, 0, 0]);
    // Six were taken on the connection that broke, and their reports, if there were any, are gone with it.
    expect(after.delivered).toBeGreaterThanOrEqual(40 - 16 - 6);
    expect(await line.lineReason()).toBeNull();
  });

  it("whose answers come out of order: each message has the carrier's number of its own text", async () => {
    line = await LineStage.make(40);
    line.gateway.behaviour.shuffle = 8;
    const id = await line.send();
    await line.hear();
    expect(await line.expectRight(id)).toEqual({ delivered: 40 });
    const numbers = new Map((await db().message.findMany({ where: { campaignId: id }, select: { providerMessageId: true, customerId: true } })).map((one) => [one.providerMessageId, one.customerId]));
    const phones = new Map(line.stage.people.map((one) => [one.phone.replace("+86", ""), one.id]));
    for (const { msgId, submit } of line.gateway.taken) expect(numbers.get(msgId)).toBe(phones.get(submit.destinations[0] ?? ""));
  });

  it("whose carrier throttles for a minute: the line slows down and says so, everything waits, and all of it leaves afterwards", { timeout: 90_000 }, async () => {
    line = await LineStage.make(20);
    line.gateway.behaviour.result = () => FLOW_CONTROL;
    const sending = line.send();
    await vi.waitFor(async () => expect(await line.lineReason()).toBe("slowed"), { timeout: 20_000 });
    const id = await sending;
    expect(await line.expectRight(id)).toEqual({ queued: 20 });
    // Those that never got a place in the window were not asked for at all.
    const { "8": throttled = 0, "hongyan.never_taken": kept = 0 } = await line.codes();
    expect([throttled + kept, await stateOf(id), line.gateway.taken.length]).toEqual([20, "running", 0]);
    expect(throttled).toBeGreaterThanOrEqual(16);
    line.gateway.behaviour.result = () => 0;
    setClock(12, 1);
    await drainPipeline();
    await line.hear();
    expect(await line.expectRight(id)).toEqual({ delivered: 20 });
  });

  it("whose carrier is silent for five minutes: what was handed over is in doubt, the account rests, and works again afterwards", async () => {
    // The answers are given up well before the link is found to be dead.
    line = await LineStage.make(30, { answerTimeoutMs: 300, idleMs: 1_000, window: 64 });
    Object.assign(line.gateway.behaviour, { silent: true, alive: false });
    const id = await line.send();
    expect(await line.expectRight(id)).toEqual({ uncertain: 30 });
    expect(await line.codes()).toEqual({ "hongyan.unanswered": 30 });
    await vi.waitFor(async () => expect(await line.lineReason()).toBe("silent"), { timeout: 10_000, interval: 10 });
    await updateBreakers();
    expect(await line.health()).toMatchObject({ breaker: "open", why: { code: "answers", share: 1, of: 30 } });
    const next = await line.send();
    expect(await line.expectRight(next)).toEqual({ pending: 30 });
    Object.assign(line.gateway.behaviour, { silent: false, alive: true });
    setClock(12, 5);
    await updateBreakers();
    await line.isUp();
    const taken = line.gateway.taken.length;
    await drainPipeline();
    expect(line.gateway.taken.length - taken).toBe(30);
    await line.hear();
    expect([await tallyOf(id), await tallyOf(next)]).toEqual([{ uncertain: 30 }, { delivered: 30 }]);
    await expectSumsRight(id);
    await expectSumsRight(next);
    expect((await line.health()).links).toMatchObject([{ state: "up", detail: "" }]);
  });

  it("that cannot sign in: the page names the password, nothing leaves and nothing is lost, and all of it leaves once it is right", { timeout: 60_000 }, async () => {
    line = await LineStage.make(20, {}, "wrong");
    await vi.waitFor(async () => expect(await line.lineReason()).toBe("wrong_password"), { timeout: 10_000 });
    const id = await line.send();
    expect(await line.expectRight(id)).toEqual({ queued: 20 });
    expect([line.gateway.taken.length, await stateOf(id), JSON.stringify(await line.health())]).toEqual([0, "running", expect.not.stringContaining("wrong\"")]);
    expect(await line.codes()).toEqual({ "hongyan.unreachable": 20 });
    await line.configure({});
    await line.isUp();
    setClock(12, 10);
    await updateBreakers();
    await drainPipeline();
    await line.hear();
    expect(await line.expectRight(id)).toEqual({ delivered: 20 });
  });

  it("that hears every PDU in halves, and one of them never whole: half a report is none, and the whole one that follows is", async () => {
    line = await LineStage.make(20);
    line.gateway.behaviour.halves = true;
    line.gateway.behaviour.reports = 0;
    const id = await line.send();
    expect(await line.expectRight(id)).toEqual({ sent: 20 });
    const [first] = line.gateway.taken;
    const content = reportOctets({ msgId: first!.msgId, stat: "DELIVRD", submittedAt: "2611261200", doneAt: "2611261200", destination: first!.submit.destinations[0]! }, false);
    const whole = encodePdu({ command: "DELIVER", sequence: 77, msgId: first!.msgId, destination: "10690001", serviceId: "", protocolId: 0, hasHeader: false, format: 0, source: first!.submit.destinations[0]!, isReport: true, content }, false);
    line.gateway.write(whole.subarray(0, 60));
    await new Promise((resolve) => setTimeout(resolve, 50));
    line.gateway.breakOff();
    await vi.waitFor(async () => expect(await line.lineReason()).toBe("closed"), { timeout: 10_000, interval: 1 });
    await line.isUp();
    await line.hear();
    expect(await tallyOf(id)).toEqual({ sent: 20 });
    line.gateway.write(whole);
    await vi.waitFor(async () => expect(await db().carrierCallback.count()).toBe(1));
    await takeCallbacks("receipts");
    expect(await line.expectRight(id)).toEqual({ sent: 19, delivered: 1 });
  });

  it("whose reports come three times: each message is delivered once, and one report of each is kept", async () => {
    line = await LineStage.make(20);
    line.gateway.behaviour.reports = 3;
    const id = await line.send();
    await line.hear();
    expect(await line.expectRight(id)).toEqual({ delivered: 20 });
    expect(await db().receipt.count({ where: { providerAccountId: line.stage.account.id } })).toBe(20);
    expect(await line.health()).toMatchObject({ delivered: 20, failed: 0, waiting: 0, unreadable: 0 });
  });

  it("whose reports come before the answers: none is lost", async () => {
    line = await LineStage.make(20);
    line.gateway.behaviour.reportFirst = true;
    const id = await line.send();
    await line.hear();
    expect(await line.expectRight(id)).toEqual({ delivered: 20 });
    expect(await db().receipt.count({ where: { providerAccountId: line.stage.account.id, appliedAt: null } })).toBe(0);
  });

  it.each([5, -5])("whose carrier's clock is %d minutes off: nothing ends in the future or before it left, and the page says whose clock it is", async (minutes) => {
    line = await LineStage.make(20);
    line.gateway.behaviour.clockSeconds = minutes * 60;
    const id = await line.send();
    await line.hear();
    expect(await line.expectRight(id)).toEqual({ delivered: 20 });
    const rows = await db().message.findMany({ where: { campaignId: id }, select: { submittedAt: true, finalAt: true } });
    for (const { submittedAt, finalAt } of rows) expect([finalAt!.getTime() >= submittedAt!.getTime(), finalAt!.getTime() <= Date.now()]).toEqual([true, true]);
    const seconds = (await line.health()).clockSeconds ?? 0;
    // Its reports tell whole minutes.
    expect(Math.abs(seconds - minutes * 60)).toBeLessThanOrEqual(60);
  });
});

describe("a campaign through a platform that answers a web page with status 200", () => {
  it("is in doubt as a whole, says so in words, and is not handed over again", async () => {
    const { state, server } = await startHttpPlatform();
    const undo = registerDriver({ ...http, capabilities: { ...http.capabilities, real: false } });
    const stage = await setStage(20);
    line = { close: () => server.close().then(undo) } as unknown as LineStage;
    await db().providerAccount.update({ where: { id: stage.account.id }, data: { driver: "http", settings: httpPlatform(server.url), secretsCipher: Buffer.from(encrypt(JSON.stringify(HTTP_KEYS), "provider.secrets")) } });
    state.behaviour = "html";
    const { id } = await startCampaign(stage.branch, "account");
    await drainPipeline();
    setClock(12, 30);
    state.behaviour = "accept";
    await drainPipeline();
    expect([await reasonsOf(id), state.taken.length]).toEqual([{ "uncertain/timeout": 20 }, 20]);
    await expectSumsRight(id);
    setClock(12, 5);
    const health = (await readHealth(systemActor("test", ["settings:read"]))).get(stage.account.id);
    expect(health).toMatchObject({ uncertain: 20, codes: [{ code: "hongyan.unreadable_answer", count: 20 }] });
    expect(await db().messageAttempt.count({ where: { providerAccountId: stage.account.id, outcome: "uncertain", code: "hongyan.unreadable_answer" } })).toBe(20);
  });
});
