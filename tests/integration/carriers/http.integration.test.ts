import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import { http } from "@/lib/server/carriers/http/driver";
import type { CallbackRequest, CarrierAccount, Exchange, Outgoing } from "@/lib/server/carriers/port";
import { describeCarrier, type CarrierFixture } from "./contract";
import { HTTP_KEYS, httpPlatform, signHttp, startHttpPlatform } from "./http-server";
import { closedAddress, playedBy } from "./local-server";
import { accountOf, notice } from "./messages";

const callback = (body: string, seconds?: number): CallbackRequest => ({ path: "/api/carriers/http-test/receipts", headers: signHttp(HTTP_KEYS.callbackKey, body, seconds), body });

async function makeFixture(): Promise<CarrierFixture> {
  const { state, server } = await startHttpPlatform();
  return {
    driver: http, account: accountOf("http", httpPlatform(server.url), HTTP_KEYS), message: (index) => notice(index),
    ...playedBy(state),
    unreachable: accountOf("http", httpPlatform(await closedAddress()), HTTP_KEYS),
    callbacks: {
      receipts: (delivered) => [callback(JSON.stringify({ reports: delivered.map(({ message, providerMessageId }) => ({ id: providerMessageId, serial: message.reference, state: "OK", err: "0000", at: "2026-11-26T09:00:05+08:00" })) }))],
      inbound: (from, text) => callback(JSON.stringify({ messages: [{ id: "m-1", phone: from, content: text, at: "2026-11-26T09:10:00+08:00" }] })),
      withBody: (body) => callback(body),
    },
    close: server.close,
  };
}

describeCarrier("generic http", makeFixture);

describe("a platform described by settings", () => {
  let carrier: Awaited<ReturnType<typeof startHttpPlatform>>;
  let account: CarrierAccount;
  beforeEach(async () => {
    carrier = await startHttpPlatform();
    account = accountOf("http", httpPlatform(carrier.server.url), HTTP_KEYS);
  });
  afterEach(() => carrier.server.close());
  const submit = (batch: readonly Outgoing[], to = account, exchanges: Exchange[] = []) => http.submit(to, batch, { signal: AbortSignal.timeout(20_000), record: (_references, exchange) => exchanges.push(exchange) });
  const withSettings = (more: Record<string, unknown>, secrets: Record<string, string> = HTTP_KEYS) => accountOf("http", { ...httpPlatform(carrier.server.url), ...more }, secrets);

  it("no text can change the structure of the request", async () => {
    const nasty = fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.constantFrom('","admin":true,"x":"', "{{secret.apiToken}}", "{{to}}", '\\"}', "\u2028</script>", "\r\nX-Evil: 1"));
    await fc.assert(fc.asyncProperty(nasty, async (text) => {
      const one = { ...notice(1), text };
      await submit([one]);
      const sent = carrier.state.bodies.at(-1);
      expect(sent).toEqual({ msg: { phone: one.to, content: text, from: `签名 ${one.template!.signature}` }, serial: one.reference, priority: 1, tags: ["loan", null] });
    }), { numRuns: 60 });
  });

  it("no value chooses whom we call, and none ends a header", async () => {
    const strange = withSettings({ url: `${carrier.server.url}/send?t={{text}}&n={{to}}` });
    await submit([{ ...notice(1), text: "a&b=c#d/../../x?y 鸿@evil.example" }], strange);
    const called = new URL(carrier.server.requests.at(-1)!.url, carrier.server.url);
    expect(called.pathname).toBe("/send");
    expect(called.searchParams.get("t")).toBe("a&b=c#d/../../x?y 鸿@evil.example");
    const before = carrier.server.requests.length;
    const one = { ...notice(1), text: "x\r\nX-Evil: 1" };
    expect((await submit([one], withSettings({ headers: { "x-text": "{{text}}" } }))).get(one.reference)).toEqual({ outcome: "refused", code: "hongyan.misconfigured" });
    expect(carrier.server.requests).toHaveLength(before);
    for (const url of ["https://{{to}}.example/x", "https://example.com{{text}}/x", "https://user:secret@example.com/", "https://169.254.169.254/latest", "https://[fd00:ec2::254]/x", "https://[::ffff:169.254.169.254]/x", "http://example.com/x", "file:///etc/passwd"]) {
      expect(http.settings.safeParse({ ...httpPlatform("https://sms.bank.example"), url, allowInsecure: false }).success, url).toBe(false);
    }
  });

  it("a name that leads to a link-local or metadata address is not called", async () => {
    const { mayCall, isListed } = await import("@/lib/server/carriers/wire/addresses");
    expect(["169.254.169.254", "::ffff:169.254.169.254", "100.100.100.200", "fe80::1", "0.0.0.0", "224.0.0.1", "::", "x"].filter(mayCall)).toEqual([]);
    expect(["10.0.0.1", "192.168.1.1", "127.0.0.1", "203.0.113.1", "2001:db8::1"].every(mayCall)).toBe(true);
    expect([isListed("10.1.2.3", ["10.0.0.0/8"]), isListed("11.1.2.3", ["10.0.0.0/8"]), isListed("2001:db8::7", ["2001:db8::/32"]), isListed("1.2.3.4", ["nonsense"]), isListed("1.2.3.4", [])]).toEqual([true, false, true, false, true]);
  });

  it("credentials reach the platform and not the trace, and a missing one stops the message", async () => {
    const exchanges: Exchange[] = [];
    const inBody = withSettings({ body: { key: "{{secret.apiToken}}", msg: { phone: "{{to}}", content: "{{text}}" } } });
    await submit([notice(1)], inBody, exchanges);
    expect(carrier.state.bodies.at(-1)).toMatchObject({ key: HTTP_KEYS.apiToken });
    expect(JSON.stringify(exchanges)).not.toContain(HTTP_KEYS.apiToken);
    const one = notice(2);
    expect((await submit([one], withSettings({}, { signingKey: HTTP_KEYS.signingKey }))).get(one.reference)).toEqual({ outcome: "refused", code: "hongyan.misconfigured" });
    expect(http.settings.safeParse({ ...httpPlatform("https://a.example"), body: { x: "{{unknown}}" } }).success).toBe(false);
  });

  it("only a plain no is a refusal", async () => {
    const answerOf = async (status: number, behaviour: typeof carrier.state.behaviour) => {
      Object.assign(carrier.state, { status, behaviour });
      const one = notice(1);
      return (await submit([one])).get(one.reference);
    };
    expect(await answerOf(400, "refuse")).toEqual({ outcome: "refused", code: "E1007" });
    expect(await answerOf(200, "refuse")).toEqual({ outcome: "refused", code: "E1007" });
    for (const [status, behaviour] of [[502, "refuse"], [408, "refuse"], [500, "accept"], [200, "html"]] as const) expect(await answerOf(status, behaviour)).toEqual({ outcome: "uncertain", why: "unreadable_answer" });
    expect(await answerOf(200, "hang_up")).toEqual({ outcome: "uncertain", why: "broken_off" });
    expect(carrier.server.requests).toHaveLength(7);
  });

  it("a callback that is signed too long ago, or in the future, or not at all proves nothing", () => {
    const now = Math.floor(Date.now() / 1_000);
    const proves = (request: CallbackRequest) => http.verify!(account, request);
    expect([0, -290, 290].map((shift) => proves(callback("{}", now + shift)))).toEqual([true, true, true]);
    expect([-310, 310, -100_000].map((shift) => proves(callback("{}", now + shift)))).toEqual([false, false, false]);
    expect(proves({ ...callback("{}", now), body: "{ }" })).toBe(false);
    expect(proves({ path: "/x?token=anything", headers: {}, body: "{}" })).toBe(false);
    expect(proves({ path: "/x", headers: { "x-timestamp": String(now), "x-signature": "" }, body: "{}" })).toBe(false);
  });

  it("a state word that the mapping does not know becomes no receipt", () => {
    const states = ["OK", "NO", "WAIT", "ok", "toString", "__proto__", ""].map((state) => ({ id: randomUUID(), state }));
    expect(http.parseReceipts!(account, callback(JSON.stringify({ reports: states }))).map((one) => one.state)).toEqual(["delivered", "failed", "accepted"]);
  });
});
