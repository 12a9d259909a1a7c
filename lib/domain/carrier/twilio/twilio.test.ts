import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReference } from "../echo";
import { readTwilioAnswer, readTwilioInbound, readTwilioReceipt, theOnly } from "./messages";

const NOW = new Date("2026-11-26T01:00:00Z");
const SID = `SM${"0".repeat(32)}`;

describe("an answer of Twilio", () => {
  it("is a yes with an id, a no with a code, and otherwise a doubt", () => {
    expect(readTwilioAnswer(201, JSON.stringify({ sid: SID, status: "queued", error_code: null }))).toEqual({ outcome: "accepted", sid: SID });
    expect(readTwilioAnswer(201, JSON.stringify({ sid: SID, status: "failed", error_code: 30_034 }))).toEqual({ outcome: "refused", code: "30034" });
    expect(readTwilioAnswer(429, JSON.stringify({ code: 20_429 }))).toEqual({ outcome: "refused", code: "20429" });
    for (const [status, body] of [[200, "<html></html>"], [201, "{}"], [201, '{"sid":"x"}'], [500, '{"code":20500}'], [503, '{"code":20429}'], [400, "{}"], [400, '{"code":"x"}'], [302, '{"code":21211}']] as const) {
      expect(readTwilioAnswer(status, body), body).toEqual({ outcome: "uncertain" });
    }
  });
});

describe("a callback of Twilio", () => {
  it("never throws, and is a receipt only with an id and a status that is one", () => {
    fc.assert(fc.property(fc.string(), fc.option(fc.string()), (body, reference) => {
      expect(readTwilioReceipt(body, reference, NOW)).toBeNull();
      expect(readTwilioInbound(body, NOW)).toBeNull();
    }));
    fc.assert(fc.property(fc.string(), fc.string(), (status, reference) => {
      const receipt = readTwilioReceipt(new URLSearchParams({ MessageSid: SID, MessageStatus: status }).toString(), reference, NOW);
      if (receipt?.state === "delivered") expect(["delivered", "read"]).toContain(status);
      expect(receipt === null || receipt.reference === null || isReference(receipt.reference)).toBe(true);
    }));
  });
  it("about our own message is no reply", () => {
    expect(readTwilioInbound(new URLSearchParams({ MessageSid: SID, From: "+15005550006", Body: "x", MessageStatus: "sent" }).toString(), NOW)).toBeNull();
  });
});

describe("a list of Twilio's", () => {
  const asked = { to: "+8613800138000", text: "x", submittedAt: NOW };
  const listed = { sid: SID, to: asked.to, body: "x", direction: "outbound-api", createdAt: NOW };
  it("proves a message only where nothing else in it could be the one", () => {
    expect(theOnly([listed], asked, new Set(), 60_000)).toBe(SID);
    for (const [list, taken] of [
      [[], []], [[listed, { ...listed, sid: "other" }], []], [[listed], [SID]], [[{ ...listed, body: "X" }], []], [[{ ...listed, createdAt: null }], []],
      [[{ ...listed, createdAt: new Date(NOW.getTime() + 61_000) }], []], [[{ ...listed, createdAt: new Date(NOW.getTime() - 6_000) }], []],
    ] as const) expect(theOnly(list, asked, new Set(taken), 60_000)).toBeNull();
  });
});
