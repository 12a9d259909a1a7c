import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { CallbackRequest, CarrierAccount, Outgoing } from "@/lib/server/carriers/port";
import { twilioVoice } from "@/lib/server/carriers/twilio-voice/driver";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress, playedBy } from "./local-server";
import { accountOf, notice } from "./messages";
import { ACCOUNT_SID, spokenIn, startTwilio, TWILIO_KEYS } from "./twilio-server";

const OUTSIDE = "https://console.bank.example/api/carriers/twilio-voice-test/receipts";
const settings = (endpoint: string, more: Record<string, unknown> = {}) => ({ endpoint, allowInsecure: true, timeoutMs: 1_500, accountSid: ACCOUNT_SID, from: "+15005550006", statusCallbackUrl: OUTSIDE, ...more });

/** A callback as a proxy hands it on: the address is an inner one, the signature is over the outer one. */
function callback(body: string, query = ""): CallbackRequest {
  const signature = getExpectedTwilioSignature(TWILIO_KEYS.authToken, `${OUTSIDE}${query}`, Object.fromEntries(new URLSearchParams(body)));
  const path = `/api/carriers/twilio-voice-test/receipts${query}`;
  return { path, url: `http://127.0.0.1:3000${path}`, headers: { "x-twilio-signature": signature }, body };
}
const about = (sid: string, status: string, more: Record<string, string> = {}) => new URLSearchParams({ CallSid: sid.replace(/^SM/, "CA"), CallStatus: status, AccountSid: ACCOUNT_SID, Direction: "outbound-api", ...more }).toString();
const sid = () => `CA${randomUUID().replaceAll("-", "")}`;

async function makeFixture(): Promise<CarrierFixture> {
  const { state, server } = await startTwilio();
  return {
    driver: twilioVoice, account: accountOf("twilio-voice", settings(server.url), TWILIO_KEYS), message: (index) => notice(index),
    ...playedBy(state),
    unreachable: accountOf("twilio-voice", settings(await closedAddress()), TWILIO_KEYS),
    callbacks: {
      receipts: (delivered) => delivered.map(({ message, providerMessageId }) => callback(about(providerMessageId, "in-progress"), `?reference=${message.reference}&heard=1`)),
      withBody: (body) => callback(body),
    },
    close: server.close,
  };
}

describeCarrier("twilio-voice", makeFixture);

describe("Twilio voice", () => {
  let carrier: Awaited<ReturnType<typeof startTwilio>>;
  let account: CarrierAccount;
  beforeEach(async () => {
    carrier = await startTwilio();
    account = accountOf("twilio-voice", settings(carrier.server.url), TWILIO_KEYS);
  });
  afterEach(() => carrier.server.close());
  const submit = (batch: readonly Outgoing[], to = account) => twilioVoice.submit(to, batch, { signal: AbortSignal.timeout(20_000) });

  it("reads each text in its language, neither records it nor listens for machines, and asks us when it is at its end", async () => {
    const [chinese, english] = [notice(1), { ...notice(2), text: "Repay 1,002.00 <today> & \"on time\"." }];
    await submit([chinese, english]);
    const forms = [chinese, english].map((one) => carrier.state.forms.find((form) => form.get("To") === one.to)!);
    expect(forms.map((form) => spokenIn(form.get("Twiml") ?? ""))).toEqual([chinese, english].map(({ text, reference }, index) => ({ text, language: ["zh-CN", "en-US"][index], redirect: `${OUTSIDE}?reference=${reference}&heard=1` })));
    expect([...forms[0]!.keys()].sort()).toEqual(["From", "StatusCallback", "StatusCallbackMethod", "Timeout", "To", "Twiml"]);
  });

  it("a call is heard when its end was asked for, and hung up on when it only ends", () => {
    const read = (status: string, query: string, more: Record<string, string> = {}) => {
      const request = callback(about(sid(), status, more), query);
      expect(twilioVoice.verify(account, request)).toBe(true);
      return twilioVoice.parseReceipts(account, request).map((one) => [one.state, one.code, one.state === "failed" ? twilioVoice.receiptReason(one.code) : "", one.heardSeconds ?? null]);
    };
    const query = `?reference=${notice(1).reference}`;
    expect(read("in-progress", `${query}&heard=1`)).toEqual([["delivered", "heard", "", null]]);
    expect(read("completed", query, { CallDuration: "5" })).toEqual([["failed", "completed", "hung_up", 5]]);
    expect(["ringing", "in-progress"].map((word) => read(word, query)[0]?.[0])).toEqual(["accepted", "accepted"]);
    expect(["busy", "no-answer", "failed", "canceled"].map((word) => read(word, query)[0]?.[2])).toEqual(["busy", "no_answer", "undelivered", "undelivered"]);
    expect(read("failed", query, { SipResponseCode: "404" })).toEqual([["failed", "sip.404", "invalid_number", null]]);
    // A call that was not answered is not heard, whatever the address says.
    expect(read("no-answer", `${query}&heard=1`)).toEqual([["failed", "no-answer", "no_answer", null]]);
  });

  it("another address or another body than the signed one proves nothing: nobody makes a call heard that was not", () => {
    const request = callback(about(sid(), "completed"), `?reference=${notice(1).reference}`);
    const bent = (query: string) => ({ ...request, path: `${request.path}${query}`, url: `${request.url ?? ""}${query}` });
    expect([twilioVoice.verify(account, request), twilioVoice.verify(account, bent("&heard=1")), twilioVoice.verify(account, { ...request, body: `${request.body}&X=1` })]).toEqual([true, false, false]);
  });

  it("a report finds a call whose answer was lost", async () => {
    carrier.state.behaviour = "silent";
    const one = notice(1);
    expect((await submit([one])).get(one.reference)).toMatchObject({ outcome: "uncertain" });
    const address = new URL(carrier.state.forms[0]!.get("StatusCallback")!);
    expect(twilioVoice.parseReceipts(account, callback(about(sid(), "ringing"), address.search))).toMatchObject([{ reference: one.reference, state: "accepted" }]);
    expect(carrier.state.forms).toHaveLength(1);
  });

  it("calls with a text that no voice reads to its end are not placed", async () => {
    const one = { ...notice(1), text: "长".repeat(1_001) };
    expect((await submit([one])).get(one.reference)).toEqual({ outcome: "refused", code: "hongyan.too_long" });
    expect(carrier.server.requests).toEqual([]);
  });

  it("a web page with status 200, or a connection that ends, leaves in doubt whether anybody was called, and is not tried again", async () => {
    for (const behaviour of ["html", "hang_up"] as const) {
      carrier.state.behaviour = behaviour;
      const before = carrier.server.requests.length;
      const one = notice(1);
      expect((await submit([one])).get(one.reference)).toMatchObject({ outcome: "uncertain" });
      expect(carrier.server.requests).toHaveLength(before + 1);
    }
  });

  it("too many calls at once are refused for the moment and not repeated behind our back", async () => {
    carrier.state.behaviour = "refuse";
    carrier.state.refusal = 20_429;
    const one = notice(1);
    expect((await submit([one])).get(one.reference)).toEqual({ outcome: "refused", code: "20429" });
    expect(carrier.server.requests).toHaveLength(1);
  });

  it("an account without an address for reports is refused when it is saved", () => {
    const { statusCallbackUrl: _, ...without } = settings(carrier.server.url);
    expect(twilioVoice.settings.safeParse(without).success).toBe(false);
    expect(twilioVoice.settings.safeParse(settings(carrier.server.url, { from: "Bank" })).success).toBe(false);
  });
});
