import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tencent } from "@/lib/server/carriers/tencent/driver";
import type { CarrierAccount, Outgoing } from "@/lib/server/carriers/port";
import { askedRow } from "./asked-row";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress, playedBy } from "./local-server";
import { accountOf, notice, NOTICE, numberOf, SIGNATURE } from "./messages";
import { startTencent, TENCENT_KEYS } from "./tencent-server";

const TOKEN = "callback-token-only-for-tests";
const TEMPLATE = 4_100;
const FILED = `${String(TEMPLATE)}:name,amount`;
const settings = (endpoint: string, more: Record<string, unknown> = {}) => ({ sdkAppId: "1400006666", endpoint, allowInsecure: true, timeoutMs: 1_500, numberLimits: [], ...more });
const secrets = { ...TENCENT_KEYS, callbackToken: TOKEN };

async function start() {
  const { state, server } = await startTencent();
  state.templates.set(TEMPLATE, { content: NOTICE.replace("${name}", "{1}").replace("${amount}", "{2}"), status: 0, reply: "" });
  return { state, server };
}

const report = (to: string, sid: string, more: object = {}) => ({ user_receive_time: "2026-11-26 09:00:05", nationcode: "86", mobile: to.slice(3), report_status: "SUCCESS", errmsg: "DELIVRD", description: "用户短信送达成功", sid, ...more });
const callback = (body: string) => ({ path: `/api/carriers/tencent-test/receipts?token=${TOKEN}`, headers: { "content-type": "application/json" }, body });

async function makeFixture(): Promise<CarrierFixture> {
  const { state, server } = await start();
  return {
    driver: tencent, account: accountOf("tencent", settings(server.url), secrets), message: (index) => notice(index, FILED),
    ...playedBy(state),
    largestCall: () => Math.max(...state.calls.map((one) => one.numbers.length)),
    unreachable: accountOf("tencent", settings(await closedAddress()), secrets),
    callbacks: {
      receipts: (delivered) => [callback(JSON.stringify(delivered.map(({ message, providerMessageId }) => report(message.to, providerMessageId))))],
      inbound: (from, text) => callback(JSON.stringify({ extend: "", mobile: from.slice(3), nationcode: "86", sign: SIGNATURE, text, time: 1_795_600_000 })),
      withBody: callback,
    },
    close: server.close,
  };
}

describeCarrier("tencent", makeFixture);

describe("Tencent Cloud", () => {
  let carrier: Awaited<ReturnType<typeof start>>;
  let account: CarrierAccount;
  beforeEach(async () => {
    carrier = await start();
    account = accountOf("tencent", settings(carrier.server.url), secrets);
  });
  afterEach(() => carrier.server.close());
  const submit = (batch: readonly Outgoing[], to = account) => tencent.submit(to, batch, { signal: AbortSignal.timeout(20_000) });
  const sends = () => carrier.server.requests.filter((one) => one.headers["x-tc-action"] === "SendSms");
  /** Messages of one text to different numbers: they share a call. */
  const same = (count: number) => Array.from({ length: count }, (_, index): Outgoing => ({ ...notice(index, FILED), text: notice(1).text, template: notice(1, FILED).template! }));

  it("gets no message whose template is not filed, or filed with other variables", async () => {
    const batch = [notice(1), notice(2, String(TEMPLATE)), notice(3, `${String(TEMPLATE)}:name`), notice(4, "SMS_1")];
    const answers = await submit(batch);
    for (const { reference } of batch) expect(answers.get(reference)).toEqual({ outcome: "refused", code: "hongyan.not_filed" });
    expect(sends()).toEqual([]);
  });

  it("gets one text for many numbers in one call", async () => {
    await submit(same(14));
    expect(carrier.state.calls.map((one) => one.numbers.length)).toEqual([14]);
    expect(carrier.state.calls[0]!.session.length).toBeLessThan(512);
  });

  it("never gets numbers of both sides of the border in one call", async () => {
    const [home, abroad] = same(2);
    await submit([home!, { ...abroad!, to: "+85251234567" }]);
    expect(carrier.state.calls.map((one) => one.numbers)).toEqual([[numberOf(0)], ["+85251234567"]]);
  });

  it("a number that an answer leaves out is uncertain, the others are not", async () => {
    const batch = same(3);
    carrier.state.omit.add(batch[1]!.to);
    carrier.state.refused.set(batch[2]!.to, "FailedOperation.PhoneNumberInBlacklist");
    const answers = await submit(batch);
    expect(answers.get(batch[0]!.reference)?.outcome).toBe("accepted");
    expect(answers.get(batch[1]!.reference)).toEqual({ outcome: "uncertain", why: "unreadable_answer" });
    expect(answers.get(batch[2]!.reference)).toEqual({ outcome: "refused", code: "FailedOperation.PhoneNumberInBlacklist" });
    expect(sends()).toHaveLength(1);
  });

  it("codes that the API spells in two ways are one code", async () => {
    for (const [said, known] of [
      ["UnauthorizedOperation.SerivceSuspendDueToArrears", "UnauthorizedOperation.SerivceSuspendDueToArrears"], ["UnauthorizedOperation.ServiceSuspendDueToArrears", "UnauthorizedOperation.SerivceSuspendDueToArrears"],
      ["UnsupportedOperation.UnsupportedRegion", "UnsupportedOperation.UnsuportedRegion"],
    ] as const) {
      carrier.state.error = said;
      const one = notice(1, FILED);
      expect((await submit([one])).get(one.reference)).toEqual({ outcome: "refused", code: known });
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

  it("reports on a call whose answer was lost still find each message, where the session context comes with them", async () => {
    carrier.state.behaviour = "silent";
    const batch = same(3);
    await submit(batch);
    const { session, serials } = carrier.state.calls[0]!;
    const receipts = tencent.parseReceipts!(account, callback(JSON.stringify(batch.map(({ to }, index) => report(to, serials[index]!, { ext: session })))));
    expect(receipts.map((one) => [one.reference, one.providerMessageId])).toEqual(batch.map((one, index) => [one.reference, serials[index]]));
  });

  it("is not asked to send more to one number than its console allows", async () => {
    const narrow = accountOf("tencent", { ...settings(carrier.server.url), numberLimits: undefined }, secrets);
    const [first, second] = [notice(8, FILED), notice(8, FILED)];
    expect((await submit([first], narrow)).get(first.reference)?.outcome).toBe("accepted");
    expect((await submit([second], narrow)).get(second.reference)).toEqual({ outcome: "refused", code: "LimitExceeded.PhoneNumberThirtySecondLimit" });
    expect(sends()).toHaveLength(1);
  });

  it("is asked what became of a message, and believed only about our own session context", async () => {
    const [known, foreign] = [await askedRow(), await askedRow()];
    carrier.state.pulled = [
      { PhoneNumber: known.to, SerialNo: "5000:7", SessionContext: known.reference, ReportStatus: "SUCCESS" }, { PhoneNumber: foreign.to, SerialNo: "5000:8", SessionContext: "", ReportStatus: "SUCCESS" },
    ];
    expect([...(await tencent.query!({ ...account, id: known.accountId }, [known.reference]))]).toEqual([[known.reference, { found: true, providerMessageId: "5000:7" }]]);
    expect([...(await tencent.query!({ ...account, id: foreign.accountId }, [foreign.reference]))]).toEqual([]);
  });

  it("tells how a signature stands, wherever it is in the account's list, and that it has none such", async () => {
    carrier.state.signatures = Array.from({ length: 130 }, (_, index) => ({ SignName: `签名${String(index)}`, StatusCode: 0, ReviewReply: "" }));
    expect(await tencent.signatureState!(account, SIGNATURE)).toEqual({ state: "refused", code: "hongyan.not_filed", detail: "" });
    for (const [status, state] of [[1, "pending"], [0, "filed"], [2, "pending"], [-1, "refused"]] as const) {
      carrier.state.signatures[129] = { SignName: SIGNATURE, StatusCode: status, ReviewReply: "缺资质" };
      expect(await tencent.signatureState!(account, SIGNATURE)).toEqual({ state, code: String(status), detail: "缺资质" });
    }
  });

  it("files a template with its variables in order and tells how its review goes", async () => {
    const made = await tencent.fileTemplate!(account, { key: "repayment", name: "还款提醒", text: `【${SIGNATURE}】${NOTICE}`, purpose: "loan", signature: SIGNATURE });
    const id = Number(made.filingId.split(":")[0]);
    expect(made).toMatchObject({ filingId: `${String(id)}:name,amount`, filing: { state: "pending" } });
    for (const [status, state] of [[1, "pending"], [0, "filed"], [2, "pending"], [-1, "refused"]] as const) {
      carrier.state.templates.set(id, { ...carrier.state.templates.get(id)!, status });
      expect(await tencent.filingState!(account, made.filingId)).toMatchObject({ state, code: String(status) });
    }
    carrier.state.templates.get(id)!.status = 0;
    const one = notice(5, made.filingId);
    expect((await submit([one])).get(one.reference)?.outcome).toBe("accepted");
    expect(carrier.state.taken.at(-1)).toEqual({ to: one.to, text: one.text });
  });
});
