import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aliyunVoice } from "@/lib/server/carriers/aliyun-voice/driver";
import type { CarrierAccount, Outgoing, SubmitAnswer } from "@/lib/server/carriers/port";
import { ALIYUN_KEYS } from "./aliyun-server";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress, playedBy } from "./local-server";
import { accountOf, notice } from "./messages";
import { startVms } from "./vms-server";

const TOKEN = "callback-token-only-for-tests";
const FILED = "TTS_100";
const SPOKEN = "${name}您好，您本期应还${amount}元，请留足余额。";
const settings = (endpoint: string, more: Record<string, unknown> = {}) => ({ endpoint, allowInsecure: true, timeoutMs: 1_500, ...more });
const secrets = { ...ALIYUN_KEYS, callbackToken: TOKEN };

/** A notice as the filed voice template reads it: without the signature in brackets, which voice templates may not hold. */
function spoken(index: number, filingId: string | null = FILED): Outgoing {
  const { template, ...rest } = notice(index, filingId);
  const { name = "", amount = "" } = template?.variables ?? {};
  return { ...rest, text: `${name}您好，您本期应还${amount}元，请留足余额。`, ...(template ? { template } : {}) };
}

async function start() {
  const { state, server } = await startVms();
  state.templates.set(FILED, SPOKEN);
  return { state, server };
}

const report = (callId: string, outId: string, more: object = {}) => ({
  call_id: callId, out_id: outId, status_code: "200000", status_msg: "用户听完", duration: "21", callee: "154****0001", caller: "0571****5678", voice_type: "voice", toll_type: "LOCAL",
  originate_time: "2026-11-26 09:59:30", ring_time: "2026-11-26 09:59:35", start_time: "2026-11-26 09:59:40", end_time: "2026-11-26 10:00:01", hangup_direction: "机器", ...more,
});
const callback = (body: string) => ({ path: `/api/carriers/aliyun-voice-test/receipts?token=${TOKEN}`, headers: { "content-type": "application/json" }, body });

async function makeFixture(): Promise<CarrierFixture> {
  const { state, server } = await start();
  return {
    driver: aliyunVoice, account: accountOf("aliyun-voice", settings(server.url), secrets), message: (index) => spoken(index),
    ...playedBy(state),
    unreachable: accountOf("aliyun-voice", settings(await closedAddress()), secrets),
    callbacks: {
      receipts: (delivered) => [callback(JSON.stringify(delivered.map(({ message, providerMessageId }) => report(providerMessageId, message.reference))))],
      withBody: callback,
    },
    close: server.close,
  };
}

describeCarrier("aliyun-voice", makeFixture);

describe("Alibaba Cloud voice", () => {
  let carrier: Awaited<ReturnType<typeof start>>;
  let account: CarrierAccount;
  beforeEach(async () => {
    carrier = await start();
    account = accountOf("aliyun-voice", settings(carrier.server.url), secrets);
  });
  afterEach(() => carrier.server.close());
  const submit = (batch: readonly Outgoing[], to = account): Promise<ReadonlyMap<string, SubmitAnswer>> => aliyunVoice.submit(to, batch, { signal: AbortSignal.timeout(20_000) });
  const placed = () => carrier.server.requests.filter((one) => one.headers["x-acs-action"] === "SingleCallByTts");

  it("calls one number at a time with the account's number, volume and our reference", async () => {
    const one = spoken(1);
    await submit([one, spoken(2)], accountOf("aliyun-voice", settings(carrier.server.url, { shownNumber: "057112345678", playTimes: 2, volume: 80 }), secrets));
    expect(carrier.state.calls).toHaveLength(2);
    const asked = carrier.state.calls.find(({ query }) => query.get("OutId") === one.reference)!.query;
    expect(Object.fromEntries(["CalledNumber", "CalledShowNumber", "TtsCode", "PlayTimes", "Volume"].map((name) => [name, asked.get(name)]))).toEqual({
      CalledNumber: one.to.slice(3), CalledShowNumber: "057112345678", TtsCode: FILED, PlayTimes: "2", Volume: "80",
    });
    expect(JSON.parse(asked.get("TtsParam") ?? "")).toEqual(one.template?.variables);
  });

  it("calls nobody whose text is not filed, and nobody abroad", async () => {
    const { template: _, ...bare } = spoken(1);
    const [unfiled, abroad] = [spoken(2, null), { ...spoken(3), to: "+85251234567" }];
    const answers = await submit([bare, unfiled, abroad]);
    expect([bare, unfiled, abroad].map(({ reference }) => answers.get(reference))).toEqual([
      { outcome: "refused", code: "hongyan.not_filed" }, { outcome: "refused", code: "hongyan.not_filed" }, { outcome: "refused", code: "hongyan.invalid_number" },
    ]);
    expect(placed()).toEqual([]);
  });

  it("calls one number once a minute, as the carrier does", async () => {
    const [first, second] = [spoken(1), { ...spoken(1), reference: spoken(2).reference }];
    const answers = await submit([first, second]);
    expect([answers.get(first.reference)?.outcome, answers.get(second.reference)]).toEqual(["accepted", { outcome: "refused", code: "isv.BUSINESS_LIMIT_CONTROL" }]);
    expect(placed()).toHaveLength(1);
  });

  it("a web page, a lost connection or a gateway's fault leaves in doubt whether anybody was called, and is not tried again", async () => {
    for (const [index, behaviour] of (["html", "hang_up"] as const).entries()) {
      carrier.state.behaviour = behaviour;
      const before = placed().length;
      const one = spoken(10 + index);
      expect((await submit([one])).get(one.reference)).toMatchObject({ outcome: "uncertain" });
      expect(placed()).toHaveLength(before + 1);
    }
    carrier.state.behaviour = "accept";
    for (const [index, [status, code, expected]] of ([[500, "isp.GATEWAY_ERROR", { outcome: "uncertain", why: expect.any(String) as string }], [400, "Throttling.User", { outcome: "refused", code: "Throttling.User" }]] as const).entries()) {
      carrier.state.httpRefusal = { status, code };
      const one = spoken(20 + index);
      expect((await submit([one])).get(one.reference)).toEqual(expected);
    }
  });

  it("a report finds a call whose answer was lost, and says how long it was listened to", async () => {
    carrier.state.behaviour = "silent";
    const one = spoken(1);
    expect((await submit([one])).get(one.reference)).toMatchObject({ outcome: "uncertain" });
    const { callId, query } = carrier.state.calls[0]!;
    const [receipt] = aliyunVoice.parseReceipts(account, callback(JSON.stringify([report(callId, query.get("OutId") ?? "", { status_code: "200001", duration: "4" })])));
    expect(receipt).toMatchObject({ providerMessageId: callId, reference: one.reference, state: "failed", code: "200001", heardSeconds: 4 });
    expect(aliyunVoice.receiptReason("200001")).toBe("hung_up");
  });

  it("says how the account is without calling anybody", async () => {
    expect(await aliyunVoice.health(account)).toEqual({ ok: true, detail: "" });
    carrier.state.httpRefusal = { status: 400, code: "isv.OUT_OF_SERVICE" };
    expect(await aliyunVoice.health(account)).toEqual({ ok: false, detail: "isv.OUT_OF_SERVICE" });
    expect(await aliyunVoice.health(accountOf("aliyun-voice", settings(carrier.server.url), { ...secrets, accessKeySecret: "another-secret" }))).toMatchObject({ ok: false });
    expect(carrier.state.taken).toEqual([]);
  });
});
