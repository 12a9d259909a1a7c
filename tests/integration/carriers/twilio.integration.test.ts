import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { CallbackRequest, CarrierAccount, Outgoing } from "@/lib/server/carriers/port";
import { twilio } from "@/lib/server/carriers/twilio/driver";
import { askedRow } from "./asked-row";
import { describeCarrier, type CarrierFixture } from "./contract";
import { closedAddress, playedBy } from "./local-server";
import { accountOf, notice } from "./messages";
import { ACCOUNT_SID, startTwilio, TWILIO_KEYS } from "./twilio-server";

const OUTSIDE = "https://console.bank.example/api/carriers/twilio-test";
const settings = (endpoint: string, more: Record<string, unknown> = {}) => ({ endpoint, allowInsecure: true, timeoutMs: 1_500, accountSid: ACCOUNT_SID, from: "+15005550006", statusCallbackUrl: `${OUTSIDE}/receipts`, inboundUrl: `${OUTSIDE}/inbound`, ...more });

/** A callback as a proxy hands it on: the address is an inner one, the signature is over the outer one. */
function callback(room: "receipts" | "inbound", body: string, query = ""): CallbackRequest {
  const signature = getExpectedTwilioSignature(TWILIO_KEYS.authToken, `${OUTSIDE}/${room}${query}`, Object.fromEntries(new URLSearchParams(body)));
  return { path: `/api/carriers/twilio-test/${room}${query}`, url: `http://127.0.0.1:3000/api/carriers/twilio-test/${room}${query}`, headers: { "x-twilio-signature": signature }, body };
}
const status = (sid: string, word: string, more: Record<string, string> = {}) => new URLSearchParams({ MessageSid: sid, MessageStatus: word, AccountSid: ACCOUNT_SID, ...more }).toString();
const sid = () => `SM${randomUUID().replaceAll("-", "")}`;

async function makeFixture(): Promise<CarrierFixture> {
  const { state, server } = await startTwilio();
  return {
    driver: twilio, account: accountOf("twilio", settings(server.url), TWILIO_KEYS), message: (index) => notice(index),
    ...playedBy(state),
    unreachable: accountOf("twilio", settings(await closedAddress()), TWILIO_KEYS),
    callbacks: {
      receipts: (delivered) => delivered.map(({ message, providerMessageId }) => callback("receipts", status(providerMessageId, "delivered"), `?reference=${message.reference}`)),
      inbound: (from, text) => callback("inbound", new URLSearchParams({ MessageSid: `SM${"a".repeat(32)}`, From: from, To: "+15005550006", Body: text }).toString()),
      withBody: (body) => callback("receipts", body),
    },
    close: server.close,
  };
}

describeCarrier("twilio", makeFixture);

describe("Twilio", () => {
  let carrier: Awaited<ReturnType<typeof startTwilio>>;
  let account: CarrierAccount;
  beforeEach(async () => {
    carrier = await startTwilio();
    account = accountOf("twilio", settings(carrier.server.url), TWILIO_KEYS);
  });
  afterEach(() => carrier.server.close());
  const submit = (batch: readonly Outgoing[], to = account) => twilio.submit(to, batch, { signal: AbortSignal.timeout(20_000) });

  it("its documented example of a signature holds", () => {
    const body = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    const example = accountOf("twilio", settings(carrier.server.url, { statusCallbackUrl: "https://mycompany.com/myapp.php" }), { authToken: "12345" });
    const request = { path: "/x?foo=1&bar=2", headers: { "x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8=" }, body };
    // Another token, or the same with one more parameter, proves nothing.
    expect(twilio.verify!(example, request)).toBe(true);
    expect(twilio.verify!({ ...example, secrets: { authToken: "12346" } }, request)).toBe(false);
    expect(twilio.verify!(account, { ...callback("receipts", status(sid(), "sent")), body: `${status(sid(), "delivered")}&X=1` })).toBe(false);
  });

  it("is told where to report each message to, so that a report finds it even when the answer was lost", async () => {
    carrier.state.behaviour = "silent";
    const one = notice(1);
    expect((await submit([one])).get(one.reference)).toEqual({ outcome: "uncertain", why: "unanswered" });
    const address = new URL(carrier.state.forms[0]!.get("StatusCallback")!);
    const id = sid();
    const request = callback("receipts", status(id, "delivered"), address.search);
    expect(twilio.verify!(account, request)).toBe(true);
    expect(twilio.parseReceipts!(account, request)).toMatchObject([{ providerMessageId: id, reference: one.reference, state: "delivered" }]);
    expect(carrier.state.forms).toHaveLength(1);
  });

  it("refuses its magic numbers with its own codes", async () => {
    for (const [to, code] of carrier.state.magic) {
      const one = { ...notice(1), to };
      expect((await submit([one])).get(one.reference)).toEqual({ outcome: "refused", code: String(code) });
    }
  });

  it("gets no text that is longer than it takes", async () => {
    const one = { ...notice(1), text: "长".repeat(1_601) };
    expect((await submit([one])).get(one.reference)).toEqual({ outcome: "refused", code: "21617" });
    expect(carrier.server.requests).toEqual([]);
  });

  it("too many requests are refused for the moment and not repeated behind our back", async () => {
    carrier.state.behaviour = "refuse";
    carrier.state.refusal = 20_429;
    const one = notice(1);
    expect((await submit([one])).get(one.reference)).toEqual({ outcome: "refused", code: "20429" });
    expect(carrier.server.requests).toHaveLength(1);
  });

  it("a web page with status 200, or a connection that ends, leaves the message in doubt and is not tried again", async () => {
    for (const [behaviour, why] of [["html", "unreadable_answer"], ["hang_up", "broken_off"]] as const) {
      carrier.state.behaviour = behaviour;
      const before = carrier.server.requests.length;
      const one = notice(1);
      expect((await submit([one])).get(one.reference)).toEqual({ outcome: "uncertain", why });
      expect(carrier.server.requests).toHaveLength(before + 1);
    }
  });

  it("keeps no more calls open than the account says", async () => {
    carrier.state.answerAfterMs = 20;
    const batch = Array.from({ length: 30 }, (_, index) => notice(index));
    const answers = await submit(batch, accountOf("twilio", settings(carrier.server.url, { connections: 2 }), TWILIO_KEYS));
    expect(batch.every(({ reference }) => answers.get(reference)?.outcome === "accepted")).toBe(true);
    expect(new Set(carrier.state.forms.map((form) => form.get("To"))).size).toBe(30);
    expect(carrier.server.mostOpen()).toBeLessThanOrEqual(2);
    await submit(batch);
    expect(carrier.server.mostOpen()).toBeGreaterThan(2);
  });

  it("statuses read as what they are, and what is none becomes no receipt", () => {
    const read = (word: string, more = {}) => twilio.parseReceipts!(account, callback("receipts", status(`SM${"b".repeat(32)}`, word, more))).map((one) => [one.state, one.code]);
    expect(["queued", "sending", "sent", "delivered"].map((word) => read(word)[0]?.[0])).toEqual(["accepted", "accepted", "accepted", "delivered"]);
    expect(read("undelivered", { ErrorCode: "30005" })).toEqual([["failed", "30005"]]);
    expect(twilio.receiptReason("30005")).toBe("invalid_number");
    expect(read("failed")).toEqual([["failed", "failed"]]);
    expect(read("received")).toEqual([]);
    expect(read("DELIVERED")).toEqual([]);
  });

  it("is asked for its list, and a message in it is claimed only where there is no other that it could be", async () => {
    const listed = (to: string, body: string, more: object = {}) => ({ sid: sid(), to, body, direction: "outbound-api", status: "sent", date_created: new Date().toUTCString(), ...more });
    const [one, two, old] = [await askedRow(), await askedRow(), await askedRow()];
    carrier.state.listed = [
      listed(one.to, one.text), listed(one.to, "another text"), listed(one.to, one.text, { direction: "inbound" }), listed(two.to, two.text), listed(two.to, two.text),
      listed(old.to, old.text, { date_created: new Date(Date.now() - 3_600_000).toUTCString() }),
    ];
    const ask = async (asked: typeof one) => [...(await twilio.query!({ ...account, id: asked.accountId }, [asked.reference]))];
    expect(await ask(one)).toEqual([[one.reference, { found: true, providerMessageId: carrier.state.listed[0]!.sid }]]);
    expect(await ask(two)).toEqual([]);
    expect(await ask(old)).toEqual([]);
  });

  it("a suspended account is not well", async () => {
    carrier.state.status = "suspended";
    expect(await twilio.health(account)).toEqual({ ok: false, detail: "30002" });
    expect(await twilio.health(accountOf("twilio", settings(carrier.server.url), { ...TWILIO_KEYS, authToken: "wrong-token" }))).toEqual({ ok: false, detail: "20003" });
  });
});
