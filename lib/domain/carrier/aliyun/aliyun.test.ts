import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyCode, codesOf } from "@/lib/domain/message/provider-error";
import { aliyunCall, isAboutOneNumber, readAliyunAnswer } from "./calls";
import { holdsReference } from "./details";
import { readAliyunFiling, withoutSignature } from "./filings";
import { readAliyunReceipts } from "./receipts";

const NOW = new Date("2026-11-26T01:00:00Z");
const report = { phone_number: "13800138000", report_time: "2026-11-26 09:00:05", success: true, err_code: "DELIVERED", biz_id: "9006^0", out_id: "" };
const read = (...reports: readonly unknown[]) => readAliyunReceipts(JSON.stringify(reports), () => "tok", NOW);
const stateOf = (more: object) => read({ ...report, ...more }).receipts[0]?.state;

describe("a SmsReport", () => {
  it("is what both of its statements say, and unknown where they contradict each other", () => {
    expect([stateOf({}), stateOf({ success: "true" }), stateOf({ err_code: "DELIVRD" }), stateOf({ err_code: "" })]).toEqual(["delivered", "delivered", "delivered", "delivered"]);
    expect([stateOf({ success: false, err_code: "MOBILE_IN_BLACK" }), stateOf({ success: false, err_code: "no such" })]).toEqual(["failed", "failed"]);
    expect([stateOf({ err_code: "MOBILE_IN_BLACK" }), stateOf({ success: false })]).toEqual(["unknown", "unknown"]);
    expect([stateOf({ success: false, err_code: "REQUEST_SUCCESS" }), stateOf({ err_code: "REQUEST_SUCCESS" })]).toEqual(["accepted", "accepted"]);
  });
  it("without a plain yes or no, an id or a number is no receipt, and is counted", () => {
    const { receipts, unreadable } = read({ ...report, success: 1 }, { ...report, success: undefined }, { ...report, biz_id: "" }, { ...report, biz_id: "a\u0000b" }, { ...report, phone_number: "x" }, null, [], report);
    expect([receipts.length, unreadable]).toEqual([1, 7]);
  });
  it("is dated when it came where its own time is none", () => {
    expect(read({ ...report, report_time: "soon" }).receipts[0]?.at).toBe(NOW);
  });
  it("says delivered only where the body says so", () => {
    fc.assert(fc.property(fc.record({ phone_number: fc.anything(), report_time: fc.anything(), success: fc.anything(), err_code: fc.anything(), biz_id: fc.anything(), out_id: fc.anything() }, { requiredKeys: [] }), (anything) => {
      const body = JSON.stringify([anything]);
      for (const one of readAliyunReceipts(body, () => "tok", NOW).receipts) if (one.state === "delivered") expect([true, "true"]).toContain(anything.success);
    }));
  });
});

describe("a call to Alibaba Cloud", () => {
  it("keeps numbers, signatures and values aligned", () => {
    const one = (to: string, name: string) => ({ to, signature: "鸿雁", templateCode: "SMS_1", variables: { name } });
    const call = aliyunCall([one("+8613800138000", '张"三'), one("+85251234567", "李四")]);
    expect(call).toEqual({
      action: "SendBatchSms", templateCode: "SMS_1", phoneNumberJson: '["13800138000","85251234567"]', signNameJson: '["鸿雁","鸿雁"]', templateParamJson: '[{"name":"张\\"三"},{"name":"李四"}]',
    });
    expect(aliyunCall([one("+8613800138000", "a"), one("+8613800138001", "a")])).toMatchObject({ action: "SendSms", phoneNumbers: "13800138000,13800138001", templateParam: '{"name":"a"}' });
  });
  it("is taken only with OK and an id, refused only with a code and none", () => {
    expect(readAliyunAnswer({ code: "OK", bizId: "1" })).toEqual({ outcome: "accepted", bizId: "1" });
    expect(readAliyunAnswer({ code: "isv.OUT_OF_SERVICE" })).toEqual({ outcome: "refused", code: "isv.OUT_OF_SERVICE" });
    for (const body of [null, undefined, {}, { code: "OK" }, { code: "OK", bizId: "" }, { bizId: "1" }, { code: "isv.X", bizId: "1" }, { code: 7, bizId: 8 }]) expect(readAliyunAnswer(body)).toEqual({ outcome: "uncertain" });
  });
  it("is split for codes that are listed, and speak of one message", () => {
    const split = codesOf("aliyun-sms").filter((row) => isAboutOneNumber(row.code)).map((row) => row.code);
    expect(split).toHaveLength(10);
    for (const row of codesOf("aliyun-sms")) if (row.class === "opted_out" || row.class === "invalid_number") expect(isAboutOneNumber(row.code), row.code).toBe(true);
    expect(classifyCode("aliyun-sms", split[0]!).mapped).toBe(true);
  });
});

describe("what Alibaba Cloud knows", () => {
  it("of a message is proved by our own reference only", () => {
    const reference = "0190a000-0000-7000-8000-000000000001";
    expect(holdsReference([{ outId: reference }], reference)).toBe(true);
    expect(holdsReference([{ outId: `g.abc${reference.replaceAll("-", "")}` }], reference)).toBe(true);
    expect(holdsReference([{ outId: "" }, {}, { outId: "n.3" }, { outId: `x${reference}` }], reference)).toBe(false);
  });
  it("of a template is pending until it says otherwise", () => {
    expect([0, 1, 2, 10, 7, undefined, "1"].map((status) => readAliyunFiling(status, "").state)).toEqual(["pending", "filed", "refused", "refused", "pending", "pending", "filed"]);
    expect(withoutSignature("【鸿雁】您好【x】", "鸿雁")).toBe("您好【x】");
  });
});
