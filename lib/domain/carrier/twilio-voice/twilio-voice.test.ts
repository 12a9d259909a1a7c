import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReference } from "../echo";
import { isMessageReason } from "@/lib/domain/message/reasons";
import { readTwilioCall, readTwilioCallAnswer, spokenLanguage, twilioCallReason } from "./calls";

const NOW = new Date("2026-11-26T01:00:00Z");
const SID = `CA${"0".repeat(32)}`;
const query = (text: string) => new URLSearchParams(text);

describe("an answer of Twilio about a call", () => {
  it("is a yes with an id, a no with a code, and otherwise a doubt", () => {
    expect(readTwilioCallAnswer(201, JSON.stringify({ sid: SID, status: "queued" }))).toEqual({ outcome: "accepted", sid: SID });
    expect(readTwilioCallAnswer(400, JSON.stringify({ code: 21_215 }))).toEqual({ outcome: "refused", code: "21215" });
    for (const [status, body] of [[200, "<html></html>"], [201, "{}"], [201, `{"sid":"SM${"0".repeat(32)}"}`], [500, '{"code":20500}'], [503, '{"code":20429}'], [400, "{}"], [302, '{"code":21211}']] as const) {
      expect(readTwilioCallAnswer(status, body), body).toEqual({ outcome: "uncertain" });
    }
  });
});

describe("what Twilio reports about a call", () => {
  it("never throws, and is heard only where the address that we gave says so and the call stood", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (body, asked) => {
      expect(readTwilioCall(body, query(asked), NOW)).toBeNull();
    }));
    const words = fc.oneof(fc.constantFrom("in-progress", "completed", "busy", "no-answer", "failed", "ringing", "toString"), fc.string());
    fc.assert(fc.property(words, fc.boolean(), fc.string(), (status, heard, reference) => {
      const call = readTwilioCall(query("").toString() + new URLSearchParams({ CallSid: SID, CallStatus: status }).toString(), new URLSearchParams({ reference, ...(heard ? { heard: "1" } : {}) }), NOW);
      expect(call?.state === "delivered").toBe(heard && (status === "in-progress" || status === "completed"));
      expect(call === null || call.reference === null || isReference(call.reference)).toBe(true);
      if (call) expect(isMessageReason(twilioCallReason(call.code))).toBe(true);
    }));
  });
  it("about a customer's call is none of ours", () => {
    expect(readTwilioCall(new URLSearchParams({ CallSid: SID, CallStatus: "ringing", Direction: "inbound" }).toString(), query(""), NOW)).toBeNull();
  });
  it("has a reason for every code", () => {
    expect(["completed", "busy", "no-answer", "sip.480", "sip.604", "sip.486", "failed", "x"].map(twilioCallReason)).toEqual(["hung_up", "busy", "no_answer", "out_of_reach", "invalid_number", "undelivered", "undelivered", "unmapped"]);
    fc.assert(fc.property(fc.string(), (code) => isMessageReason(twilioCallReason(code))));
  });
});

describe("the language of a text", () => {
  it("is Chinese with one Chinese character, else English", () => {
    expect([spokenLanguage("Dear 张三, repay"), spokenLanguage("Repay 1,002.00"), spokenLanguage("")]).toEqual(["zh-CN", "en-US", "en-US"]);
  });
});
