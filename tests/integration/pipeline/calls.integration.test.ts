import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { POST } from "@/app/api/carriers/[account]/receipts/route";
import { isPublicHoliday } from "@/lib/domain/policy/holidays";
import { aliyunVoice } from "@/lib/server/carriers/aliyun-voice/driver";
import { takeCallbacks } from "@/lib/server/carriers/callbacks/take";
import { registerDriver } from "@/lib/server/carriers/registry";
import { twilioVoice } from "@/lib/server/carriers/twilio-voice/driver";
import { db, pool } from "@/lib/server/db/client";
import { drainPipeline } from "@/lib/server/pipeline/drain";
import { pauseIfTooMany } from "@/lib/server/pipeline/self-control";
import { decideReview } from "@/lib/server/reviews/commands";
import { makeCampaign, makeTemplate } from "@/prisma/factories/campaign";
import { makeAccountOf } from "@/prisma/factories/carrier";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { makeRegisters, makeSubmission } from "@/prisma/factories/template";
import { ALIYUN_KEYS } from "../carriers/aliyun-server";
import { ACCOUNT_SID, startTwilio, TWILIO_KEYS } from "../carriers/twilio-server";
import { startVms } from "../carriers/vms-server";
import { setClock } from "./stage";
import { expectSumsRight, reasonsOf, tallyOf } from "./sums";

const DAY_MS = 86_400_000;
const OUTSIDE = "https://console.bank.example";
const TOKEN = "callback-token-only-for-tests";
const CHOSE_CALLS = { channels: { loan: ["voice"] }, wantsCalls: true } as const;

/** An hour of a day on which calls do not rest. */
function setWorkingClock(hour: number, minute = 0): void {
  let instant = setClock(hour, minute);
  while (isPublicHoliday("CN", new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10))) instant = new Date(instant.getTime() + DAY_MS);
  vi.setSystemTime(instant);
}

let branch: MadeBranch;
let twilio: Awaited<ReturnType<typeof startTwilio>>;
let account: { id: string; key: string };
let undo: () => void;
beforeEach(async () => {
  setWorkingClock(10);
  await db().setting.deleteMany();
  await db().providerAccount.updateMany({ data: { disabledAt: new Date() } });
  branch = (await makeBranchTree()).branch;
  twilio = await startTwilio();
  account = await makeAccountOf("twilio-voice", "voice", (key) => ({
    endpoint: twilio.server.url, allowInsecure: true, timeoutMs: 1_500, accountSid: ACCOUNT_SID, from: "+15005550006", statusCallbackUrl: `${OUTSIDE}/api/carriers/${key}/receipts`,
  }), TWILIO_KEYS);
  // The installation of the tests is a demonstration with made-up numbers: the local server stands in for the carrier.
  undo = registerDriver({ ...twilioVoice, capabilities: { ...twilioVoice.capabilities, real: false } });
});
afterEach(async () => {
  undo();
  await twilio.server.close();
  vi.useRealTimers();
});

const called = () => twilio.state.taken.map((one) => one.to).sort();

async function startCalls(purpose: "loan" | "risk" | "account" = "loan") {
  const template = await makeTemplate(branch, { purpose, channel: "voice", text: "您本期贷款将于三日后到期，请留足余额。" });
  return makeCampaign(branch, template);
}

/** Twilio reports on the index-th call, over the route that carriers call. */
async function report(index: number, status: string, more: Record<string, string> = {}, heard = false): Promise<void> {
  const to = called()[index];
  const form = twilio.state.forms.find((one) => one.get("To") === to)!;
  const { providerMessageId } = await db().message.findFirstOrThrow({ where: { id: new URL(form.get("StatusCallback")!).searchParams.get("reference")! }, select: { providerMessageId: true } });
  const url = `${form.get("StatusCallback")!}${heard ? "&heard=1" : ""}`;
  const fields = { CallSid: providerMessageId ?? "", CallStatus: status, AccountSid: ACCOUNT_SID, Direction: "outbound-api", ...more };
  const headers = { "x-twilio-signature": getExpectedTwilioSignature(TWILIO_KEYS.authToken, url, fields), "content-type": "application/x-www-form-urlencoded" };
  const answer = await POST(new Request(url, { method: "POST", body: new URLSearchParams(fields).toString(), headers }), { params: Promise.resolve({ account: account.key }) });
  expect([answer.status, await answer.text()]).toEqual([200, "<Response/>"]);
  await takeCallbacks("receipts");
}

describe("calls", () => {
  it("are placed only to customers who chose them; the others are withheld with the rule that says so", async () => {
    const chose = [await makeCustomer(branch, { preference: CHOSE_CALLS }), await makeCustomer(branch, { preference: { wantsCalls: true } })];
    await makeCustomer(branch);
    await makeCustomer(branch, { preference: { channels: { loan: ["sms"] }, wantsCalls: false } });
    const { id } = await startCalls();
    await drainPipeline();
    expect(called()).toEqual(chose.map((one) => one.phone).sort());
    expect(await reasonsOf(id)).toEqual({ "sent/": 2, "withheld/no_call": 2 });
    await expectSumsRight(id);
  });

  it("say what somebody wrote as a call and somebody else approved", async () => {
    const [author, reviewer] = [await makeActor<"template:write">(branch, ["officer"], "李娜"), await makeActor<"review:decide">(branch, ["reviewer"], "王芳")];
    const { signature } = await makeRegisters();
    const submission = await makeSubmission(author, signature.id, { channel: "voice" });
    expect(await decideReview(reviewer, { ...submission, decision: "approve", comment: "" })).toMatchObject({ ok: true });
    const person = await makeCustomer(branch, { name: "王小明", preference: CHOSE_CALLS });
    const { id } = await makeCampaign(branch, { versionId: submission.versionId, purpose: "loan", authorId: author.id }, {
      bindings: { name: { from: "customer", field: "name" }, due: { from: "constant", value: "2026-12-05" } },
    });
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ sent: 1 });
    expect(twilio.state.taken).toEqual([{ to: person.phone, text: expect.stringContaining(`【${signature.text}】尊敬的王小明`) as string }]);
  });

  it("wait outside the hours for calls, and are placed when these begin, to those who still want them", async () => {
    const [stays, changes] = [await makeCustomer(branch, { preference: CHOSE_CALLS }), await makeCustomer(branch, { preference: CHOSE_CALLS })];
    setWorkingClock(12, 30);
    const { id } = await startCalls();
    await drainPipeline();
    expect(await reasonsOf(id)).toEqual({ "deferred/quiet_hours": 2 });
    await db().preference.update({ where: { customerId: changes.id }, data: { wantsCalls: false, channels: { loan: ["sms"] } } });
    setWorkingClock(13, 59);
    await drainPipeline();
    expect(called()).toEqual([]);
    setWorkingClock(14, 1);
    await drainPipeline();
    expect(called()).toEqual([stays.phone]);
    expect(await reasonsOf(id)).toEqual({ "sent/": 1, "withheld/no_call": 1 });
    await expectSumsRight(id);
  });

  it("leave no demonstration, whatever its accounts say", async () => {
    // The driver as it is: one that reaches real phones.
    undo();
    undo = () => undefined;
    await makeCustomer(branch, { preference: CHOSE_CALLS });
    const { id } = await startCalls();
    await drainPipeline({ rounds: 5 });
    expect(twilio.server.requests).toEqual([]);
    expect(await tallyOf(id)).not.toHaveProperty("sent");
  });

  it("have no way out while no account for them is open", async () => {
    await makeCustomer(branch, { preference: CHOSE_CALLS });
    await db().providerAccount.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    const { id } = await startCalls();
    await drainPipeline({ rounds: 5 });
    expect(twilio.server.requests).toEqual([]);
    expect(await tallyOf(id)).not.toHaveProperty("sent");
  });

  it("that are reported become what they were: heard, hung up on, busy, not answered", async () => {
    for (let count = 0; count < 4; count += 1) await makeCustomer(branch, { preference: CHOSE_CALLS });
    const { id } = await startCalls();
    await drainPipeline();
    expect(await tallyOf(id)).toEqual({ sent: 4 });
    await report(0, "in-progress");
    await report(0, "in-progress", {}, true);
    await report(0, "completed", { CallDuration: "19" });
    await report(1, "completed", { CallDuration: "4" });
    await report(2, "busy");
    await report(3, "no-answer");
    expect(await reasonsOf(id)).toEqual({ "delivered/": 1, "failed/hung_up": 1, "failed/busy": 1, "failed/no_answer": 1 });
    await expectSumsRight(id);
    const { rows } = await pool().query<{ heard: number }>("SELECT heard_seconds AS heard FROM receipt WHERE provider_account_id = $1 AND code = 'completed' ORDER BY 1", [account.id]);
    expect(rows.map((row) => row.heard)).toEqual([4, 19]);
    // Nobody is called a second time because they did not answer.
    vi.setSystemTime(new Date(Date.now() + 2 * 3_600_000));
    await drainPipeline();
    expect(twilio.state.forms).toHaveLength(4);
  });

  it("that people do not answer count neither against the line nor against the campaign", async () => {
    for (let count = 0; count < 4; count += 1) await makeCustomer(branch, { preference: CHOSE_CALLS });
    await db().setting.create({ data: { key: "campaign.thresholds", value: { minimum: 1, errorShare: 0.1, refusalShare: 1, complaintShare: 1 }, updatedBy: "test" } });
    const { id } = await startCalls();
    await drainPipeline();
    const look = async () => {
      // Everything has left, so that each report completes the campaign: it is asked as one that still runs.
      await db().campaign.update({ where: { id }, data: { state: "running" } });
      return pauseIfTooMany(id, { always: true });
    };
    await report(0, "no-answer");
    await report(1, "completed", { CallDuration: "2" });
    await report(2, "busy");
    expect(await look()).toBe(false);
    expect(await db().accountMinute.aggregate({ where: { providerAccountId: account.id }, _sum: { failed: true, delivered: true } })).toEqual({ _sum: { failed: 0, delivered: 0 } });
    // A number that is none does.
    await report(3, "failed", { SipResponseCode: "404" });
    expect(await look()).toBe(true);
  });

  it("that nobody answered for are in doubt and are not placed again, not even an alert; a report settles them", async () => {
    await makeCustomer(branch, { preference: CHOSE_CALLS });
    twilio.state.behaviour = "hang_up";
    const { id } = await startCalls("risk");
    await drainPipeline();
    twilio.state.behaviour = "accept";
    vi.setSystemTime(new Date(Date.now() + 3_600_000));
    await drainPipeline();
    expect(twilio.state.forms).toHaveLength(1);
    expect(await reasonsOf(id)).toEqual({ "uncertain/timeout": 1 });
    const url = twilio.state.forms[0]!.get("StatusCallback")!;
    const fields = { CallSid: `CA${"c".repeat(32)}`, CallStatus: "completed", CallDuration: "3", AccountSid: ACCOUNT_SID };
    const headers = { "x-twilio-signature": getExpectedTwilioSignature(TWILIO_KEYS.authToken, url, fields) };
    await POST(new Request(url, { method: "POST", body: new URLSearchParams(fields).toString(), headers }), { params: Promise.resolve({ account: account.key }) });
    await takeCallbacks("receipts");
    expect(await reasonsOf(id)).toEqual({ "failed/hung_up": 1 });
    await expectSumsRight(id);
  });

  it("by Alibaba read out the filed template with each customer's values, and VoiceReport says how they ended", async () => {
    await db().providerAccount.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    const vms = await startVms();
    const undoVms = registerDriver({ ...aliyunVoice, capabilities: { ...aliyunVoice.capabilities, real: false } });
    try {
      const line = await makeAccountOf("aliyun-voice", "voice", () => ({ endpoint: vms.server.url, allowInsecure: true, timeoutMs: 1_500 }), { ...ALIYUN_KEYS, callbackToken: TOKEN });
      vms.state.templates.set("TTS_9", "尊敬的${name}，您的贷款将到期。");
      const people = [await makeCustomer(branch, { name: "张伟", preference: CHOSE_CALLS }), await makeCustomer(branch, { name: "李娜", preference: CHOSE_CALLS })];
      const template = await makeTemplate(branch, { purpose: "loan", channel: "voice", text: "尊敬的${name}，您的贷款将到期。", variables: [{ name: "name", kind: "name", label: "姓名", sample: "王小明" }] });
      await db().templateFiling.create({ data: { templateVersionId: template.versionId, providerAccountId: line.id, variant: "plain", filingId: "TTS_9", state: "filed", filedBy: "test" } });
      const { id } = await makeCampaign(branch, template, { bindings: { name: { from: "customer", field: "name" } } });
      await drainPipeline();
      expect(vms.state.taken.map((one) => `${one.to} ${one.text}`).sort()).toEqual(people.map((one) => `${one.phone} 尊敬的${one.name}，您的贷款将到期。`).sort());
      const results = vms.state.calls.map(({ callId, query }, index) => ({ call_id: callId, out_id: query.get("OutId"), status_code: index === 0 ? "200000" : "200010", duration: index === 0 ? "12" : "0", end_time: "2026-11-26 10:00:30" }));
      const send = (token: string) => POST(new Request(`${OUTSIDE}/api/carriers/${line.key}/receipts?token=${token}`, { method: "POST", body: JSON.stringify(results) }), { params: Promise.resolve({ account: line.key }) });
      expect((await send("somebody-who-does-not-know-it")).status).toBe(404);
      const answer = await send(TOKEN);
      expect([answer.status, await answer.json()]).toEqual([200, { code: 0, msg: "接收成功" }]);
      await takeCallbacks("receipts");
      expect(await reasonsOf(id)).toEqual({ "delivered/": 1, "failed/switched_off": 1 });
      await expectSumsRight(id);
    } finally {
      undoVms();
      await vms.server.close();
    }
  });
});
