import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codesOf } from "@/lib/domain/message/provider-error";
import { isMessageReason } from "@/lib/domain/message/reasons";
import { aliyunVoiceCall, readAliyunCallAnswer } from "./call";
import { aliyunCallReason, readAliyunCalls } from "./reports";

const NOW = new Date("2026-11-26T01:00:00Z");
const OURS = "0190a000-0000-7000-8000-000000000001";
const report = { call_id: "1160128542^1028142700", status_code: "200000", out_id: OURS, duration: "21", end_time: "2026-11-26 10:00:01" };
const read = (...reports: readonly unknown[]) => readAliyunCalls(JSON.stringify(reports), NOW);
const one = (more: object) => read({ ...report, ...more }).receipts[0];

describe("a call by Alibaba Cloud", () => {
  it("names one number of the mainland and reads a filed template", () => {
    const wish = { to: "+8613800138000", templateCode: "TTS_1", variables: { name: '张"三' }, reference: OURS, shownNumber: null, playTimes: 1, volume: 100 };
    expect(aliyunVoiceCall(wish)).toEqual({ CalledNumber: "13800138000", TtsCode: "TTS_1", TtsParam: '{"name":"张\\"三"}', PlayTimes: "1", Volume: "100", OutId: OURS });
    expect(aliyunVoiceCall({ ...wish, shownNumber: "05711234" })).toMatchObject({ CalledShowNumber: "05711234" });
    expect(aliyunVoiceCall({ ...wish, to: "+85251234567" })).toBeNull();
  });
  it("was placed only with OK and an id, and not only with a code and none", () => {
    expect(readAliyunCallAnswer({ Code: "OK", CallId: "1^2" })).toEqual({ outcome: "accepted", callId: "1^2" });
    expect(readAliyunCallAnswer({ Code: "isv.OUT_OF_SERVICE" })).toEqual({ outcome: "refused", code: "isv.OUT_OF_SERVICE" });
    for (const body of [null, undefined, "OK", {}, { Code: "OK" }, { Code: "OK", CallId: " " }, { CallId: "1^2" }, { Code: "isv.X", CallId: "1^2" }, { Code: "500" }, { Code: 7, CallId: 8 }]) expect(readAliyunCallAnswer(body)).toEqual({ outcome: "uncertain" });
  });
});

describe("a VoiceReport", () => {
  it("delivers only what was heard to the end, with how long the call stood", () => {
    expect(one({})).toEqual({ providerMessageId: report.call_id, reference: OURS, state: "delivered", code: "200000", at: new Date("2026-11-26T02:00:01Z"), heardSeconds: 21, record: JSON.stringify(report) });
    expect(one({ status_code: "200001", duration: "4秒" })).toMatchObject({ state: "failed", code: "200001", heardSeconds: 4 });
    for (const row of codesOf("aliyun-vms")) if (one({ status_code: row.code })?.state === "delivered") expect(row.code).toBe("200000");
  });
  it("says in the bank's words why nobody heard it", () => {
    expect(["200001", "200002", "200003", "200004", "200005", "200007", "200010", "200011", "200118", "999998"].map(aliyunCallReason)).toEqual([
      "hung_up", "busy", "no_answer", "invalid_number", "out_of_reach", "out_of_reach", "switched_off", "out_of_reach", "throttled", "unmapped",
    ]);
    fc.assert(fc.property(fc.string(), (code) => isMessageReason(aliyunCallReason(code))));
  });
  it("takes the announcement's word where the result says only that nobody was reached", () => {
    expect(one({ status_code: "200005", early_media_code: "200010" })).toMatchObject({ state: "failed", code: "200010" });
    expect(one({ status_code: "200005", early_media_code: "200000" })).toMatchObject({ state: "failed", code: "200005" });
    expect(one({ status_code: "200000", early_media_code: "200010" })).toMatchObject({ state: "delivered", code: "200000" });
  });
  it("of a call that still stands is a sign of life, and one of nothing is none", () => {
    expect(["200101", "200201", "200102", "200100", "300000"].map((status_code) => one({ status_code, status_time: "2026-11-26 09:59:40" })?.state)).toEqual(Array(5).fill("accepted"));
    const { receipts, unreadable } = read({ ...report, call_id: "" }, { ...report, status_code: "OK" }, { ...report, status_code: undefined }, { ...report, call_id: "a\u0000b" }, null, [], report);
    expect([receipts.length, unreadable]).toEqual([1, 6]);
  });
  it("never throws and never says heard unless the body does", () => {
    fc.assert(fc.property(fc.record({ call_id: fc.anything(), status_code: fc.anything(), out_id: fc.anything(), duration: fc.anything(), end_time: fc.anything(), early_media_code: fc.anything() }, { requiredKeys: [] }), (anything) => {
      for (const receipt of readAliyunCalls(JSON.stringify([anything]), NOW).receipts) if (receipt.state === "delivered") expect(String(anything.status_code).trim()).toBe("200000");
    }));
  });
});
