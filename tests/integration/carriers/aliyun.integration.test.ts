import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aliyun } from "@/lib/server/carriers/aliyun/driver";
import type { CarrierAccount, Outgoing, SubmitAnswer } from "@/lib/server/carriers/port";
import { numberToken } from "@/lib/server/carriers/wire/number-token";
import { ALIYUN_KEYS, startAliyun } from "./aliyun-server";
import { askedRow } from "./asked-row";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress, playedBy } from "./local-server";
import { accountOf, notice, NOTICE, numberOf, SIGNATURE } from "./messages";

const TOKEN = "callback-token-only-for-tests";
const FILED = "SMS_100";
const settings = (endpoint: string, more: Record<string, unknown> = {}) => ({ endpoint, allowInsecure: true, timeoutMs: 1_500, ...more });
const secrets = { ...ALIYUN_KEYS, callbackToken: TOKEN };

async function start() {
  const { state, server } = await startAliyun();
  state.templates.set(FILED, { content: NOTICE, status: 1, reason: "" });
  return { state, server };
}

const report = (phone: string, bizId: string, outId: string, more: object = {}) => ({
  phone_number: phone.slice(3), send_time: "2026-11-26 09:00:00", report_time: "2026-11-26 09:00:05", success: true, err_code: "DELIVERED", err_msg: "用户接收成功", sms_size: "1", biz_id: bizId, out_id: outId, ...more,
});
const callback = (body: string) => ({ path: `/api/carriers/aliyun-test/receipts?token=${TOKEN}`, headers: { "content-type": "application/json" }, body });

async function makeFixture(): Promise<CarrierFixture> {
  const { state, server } = await start();
  return {
    driver: aliyun, account: accountOf("aliyun", settings(server.url), secrets), message: (index) => notice(index, FILED),
    ...playedBy(state),
    largestCall: () => Math.max(...state.calls.map((one) => one.numbers.length)),
    unreachable: accountOf("aliyun", settings(await closedAddress()), secrets),
    callbacks: {
      receipts: (delivered) => [callback(JSON.stringify(delivered.map(({ message, providerMessageId }) => {
        const call = state.calls.find((one) => one.bizId === providerMessageId.split(".")[0] && one.numbers.includes(message.to.slice(3)));
        return report(message.to, call?.bizId ?? providerMessageId, call?.outId ?? message.reference);
      })))],
      inbound: (from, text) => callback(JSON.stringify([{ phone_number: from, send_time: "2026-11-26 09:10:00", content: text, sign_name: SIGNATURE, dest_code: "1069", sequence_id: "77" }])),
      withBody: callback,
    },
    close: server.close,
  };
}

describeCarrier("aliyun", makeFixture);

describe("Alibaba Cloud", () => {
  let carrier: Awaited<ReturnType<typeof start>>;
  let account: CarrierAccount;
  beforeEach(async () => {
    carrier = await start();
    account = accountOf("aliyun", settings(carrier.server.url), secrets);
  });
  afterEach(() => carrier.server.close());
  const submit = (batch: readonly Outgoing[], to = account): Promise<ReadonlyMap<string, SubmitAnswer>> => aliyun.submit(to, batch, { signal: AbortSignal.timeout(20_000) });
  const sends = () => carrier.server.requests.filter((one) => String(one.headers["x-acs-action"]).startsWith("Send"));

  it("gets no message whose template is not filed", async () => {
    const [unfiled, { template: _, ...bare }] = [notice(1), notice(2, FILED)];
    const answers = await submit([unfiled, bare]);
    for (const { reference } of [unfiled, bare]) expect(answers.get(reference)).toEqual({ outcome: "refused", code: "hongyan.not_filed" });
    expect(sends()).toEqual([]);
  });

  it("gets equal texts by SendSms and different ones by SendBatchSms", async () => {
    const same = [1, 2, 3].map((index) => ({ ...notice(index, FILED), text: notice(1).text, template: { ...notice(1, FILED).template!, filingId: FILED } }));
    await submit(same);
    await submit([notice(4, FILED), notice(5, FILED)]);
    expect(carrier.state.calls.map(({ action, numbers }) => [action, numbers.length])).toEqual([["SendSms", 3], ["SendBatchSms", 2]]);
  });

  it("gets urgent notices one by one", async () => {
    await submit([notice(1, FILED, "risk"), notice(2, FILED, "risk")]);
    expect(carrier.state.calls.map((one) => one.action)).toEqual(["SendSms", "SendSms"]);
  });

  it("reports on a call whose answer was lost still find each message", async () => {
    carrier.state.behaviour = "silent";
    const batch = [1, 2, 3].map((index) => notice(index, FILED));
    const answers = await submit(batch);
    expect(batch.map(({ reference }) => answers.get(reference)?.outcome)).toEqual(["uncertain", "uncertain", "uncertain"]);
    const call = carrier.state.calls[0]!;
    const receipts = aliyun.parseReceipts!(account, callback(JSON.stringify(batch.map(({ to }) => report(to, call.bizId, call.outId)))));
    expect(receipts.map((one) => one.reference)).toEqual(batch.map((one) => one.reference));
    expect(new Set(receipts.map((one) => one.providerMessageId)).size).toBe(3);
    expect(sends()).toHaveLength(1);
  });

  it("a call that is refused for one of its numbers refuses that one only", async () => {
    const batch = [1, 2, 3].map((index) => notice(index, FILED));
    carrier.state.wrong.add(numberOf(2).slice(3));
    const answers = await submit(batch);
    expect(batch.map(({ reference }) => answers.get(reference)?.outcome)).toEqual(["accepted", "refused", "accepted"]);
    expect(answers.get(batch[1]!.reference)).toEqual({ outcome: "refused", code: "isv.MOBILE_NUMBER_ILLEGAL" });
    expect(carrier.state.taken.map((one) => one.to).sort()).toEqual([numberOf(1), numberOf(3)]);
  });

  it("codes at any HTTP status keep their spelling, and a gateway's 5xx leaves the message in doubt", async () => {
    for (const [status, code, expected] of [
      [400, "Throttling.User", { outcome: "refused", code: "Throttling.User" }], [404, "InvalidAccessKeyId.NotFound", { outcome: "refused", code: "InvalidAccessKeyId.NotFound" }],
      [503, "ServiceUnavailable", { outcome: "uncertain", why: "unreadable_answer" }], [400, "", { outcome: "uncertain", why: "unreadable_answer" }],
    ] as const) {
      carrier.state.httpRefusal = { status, code };
      const one = notice(1, FILED);
      expect((await submit([one])).get(one.reference)).toEqual(expected);
    }
  });

  it("a web page with status 200, or a connection that ends, leaves the message in doubt and is not tried again", async () => {
    for (const [behaviour, why] of [["html", "unreadable_answer"], ["hang_up", "broken_off"]] as const) {
      carrier.state.behaviour = behaviour;
      const before = sends().length;
      const one = notice(1, FILED);
      expect((await submit([one])).get(one.reference)).toEqual({ outcome: "uncertain", why });
      expect(sends()).toHaveLength(before + 1);
    }
  });

  it("is not asked to send more to one number than it would", async () => {
    const narrow = accountOf("aliyun", settings(carrier.server.url, { numberLimits: [{ messages: 2, seconds: 3_600 }] }), secrets);
    const outcomes: unknown[] = [];
    for (let count = 0; count < 4; count += 1) {
      const one = notice(9, FILED);
      outcomes.push((await submit([one], narrow)).get(one.reference));
    }
    expect(outcomes.slice(0, 2)).toEqual([expect.objectContaining({ outcome: "accepted" }), expect.objectContaining({ outcome: "accepted" })]);
    expect(outcomes.slice(2)).toEqual([{ outcome: "refused", code: "isv.BUSINESS_LIMIT_CONTROL" }, { outcome: "refused", code: "isv.BUSINESS_LIMIT_CONTROL" }]);
    expect(sends()).toHaveLength(2);
  });

  it("is not reached with wrong settings, over http in earnest, or at a metadata address", async () => {
    for (const wrong of [settings("http://169.254.169.254"), settings(carrier.server.url, { allowInsecure: false }), settings("ftp://x")]) {
      const one = notice(1, FILED);
      expect((await submit([one], accountOf("aliyun", wrong, secrets))).get(one.reference)).toEqual({ outcome: "refused", code: "hongyan.misconfigured" });
    }
    expect(carrier.server.requests).toEqual([]);
  });

  it("is asked what became of a message, and believed only about our own reference", async () => {
    const [known, grouped, foreign] = [await askedRow(), await askedRow(), await askedRow()];
    const echo = `g.${numberToken(grouped.to)}${grouped.reference.replaceAll("-", "")}`;
    carrier.state.details = [{ PhoneNum: known.to.slice(3), OutId: known.reference }, { PhoneNum: grouped.to.slice(3), OutId: echo }, { PhoneNum: foreign.to.slice(3), OutId: "another" }];
    const at = { ...account, id: known.accountId };
    const asked = [known, grouped, foreign];
    const answers = new Map((await Promise.all(asked.map((one) => aliyun.query!({ ...at, id: one.accountId }, [one.reference])))).flatMap((one) => [...one]));
    expect(answers.get(known.reference)).toEqual({ found: true, providerMessageId: `out.${known.reference}` });
    expect(answers.get(grouped.reference)).toEqual({ found: true, providerMessageId: `out.${grouped.reference}` });
    expect(answers.has(foreign.reference)).toBe(false);
  });

  it("files a template under its own code and tells how its review goes", async () => {
    const filing = { key: "repayment", name: "还款提醒", text: `【${SIGNATURE}】${NOTICE}`, purpose: "loan", signature: SIGNATURE };
    const made = await aliyun.fileTemplate!(account, filing);
    expect(made.filing.state).toBe("pending");
    expect(carrier.state.templates.get(made.filingId)?.content).toBe(NOTICE);
    const one = notice(1, made.filingId);
    expect((await submit([one])).get(one.reference)).toEqual({ outcome: "refused", code: "isv.SMS_TEMPLATE_ILLEGAL" });
    for (const [status, state] of [[0, "pending"], [1, "filed"], [2, "refused"], [10, "refused"]] as const) {
      carrier.state.templates.set(made.filingId, { content: NOTICE, status, reason: "错别字" });
      expect(await aliyun.filingState!(account, made.filingId)).toMatchObject({ state, code: String(status) });
    }
    expect((await submit([notice(2, FILED)])).size).toBe(1);
  });

  it("tells how a signature stands with each of the three carriers", async () => {
    const operators = (...states: readonly number[]) => ({
      Code: "OK", SignStatus: 1, SignIspRegisterDetailList: ["mobile", "unicom", "telecom"].map((operator, index) => ({ OperatorCode: operator, RegisterStatus: states[index], RegisterStatusReasons: [] })),
    });
    for (const [states, state] of [[[3, -1, -1], "filed"], [[-1, -2, 0], "pending"], [[0, 2, 0], "refused"]] as const) {
      carrier.state.signatures.set(SIGNATURE, operators(...states));
      const found = await aliyun.signatureState!(account, SIGNATURE);
      expect(found.state).toBe(state);
      expect(found.detail).toContain(`mobile:${String(states[0])}`);
    }
  });

  it("a callback from an address that is not on the list proves nothing", () => {
    const listed = accountOf("aliyun", settings(carrier.server.url, { callbackAddresses: ["203.0.113.0/24"], trustForwardedFor: true }), secrets);
    const from = (address: string) => aliyun.verify!(listed, { ...callback("[]"), headers: { "x-forwarded-for": address } });
    expect([from("203.0.113.9"), from("198.51.100.1, 203.0.113.9"), from("203.0.113.9, 198.51.100.1"), from("nonsense")]).toEqual([true, true, false, false]);
    expect(aliyun.verify!(accountOf("aliyun", settings(carrier.server.url), ALIYUN_KEYS), callback("[]"))).toBe(false);
  });
});
