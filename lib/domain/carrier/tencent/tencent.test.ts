import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyCode } from "@/lib/domain/message/provider-error";
import { readTencentAnswer, refusalOf } from "./answers";
import { tencentCode } from "./codes";
import { readTencentFiling, readTencentFilingId, tencentParams, toTencentText, writeTencentFilingId } from "./filing-id";
import { readTencentInbound, readTencentReceipts } from "./receipts";

const NOW = new Date("2026-11-26T01:00:00Z");
const report = { user_receive_time: "2026-11-26 09:00:05", nationcode: "86", mobile: "13800138000", report_status: "SUCCESS", errmsg: "DELIVRD", description: "", sid: "5000:1" };
const read = (...reports: readonly unknown[]) => readTencentReceipts(JSON.stringify(reports), () => "tok", NOW);
const stateOf = (more: object) => read({ ...report, ...more }).receipts[0]?.state;

describe("codes of Tencent Cloud", () => {
  it("are known in both spellings", () => {
    for (const code of ["UnauthorizedOperation.SerivceSuspendDueToArrears", "UnauthorizedOperation.ServiceSuspendDueToArrears", "UnsupportedOperation.UnsuportedRegion", "UnsupportedOperation.UnsupportedRegion"]) {
      expect(classifyCode("tencent-sms", tencentCode(code)).mapped, code).toBe(true);
    }
    expect(tencentCode("Nobody.Knows")).toBe("Nobody.Knows");
  });
  it("that are no codes refuse nothing", () => {
    expect([refusalOf(undefined), refusalOf(""), refusalOf("ENOTFOUND 1.2.3.4"), refusalOf(404), refusalOf("LimitExceeded.AppDailyLimit")]).toEqual([null, null, null, null, "LimitExceeded.AppDailyLimit"]);
  });
});

describe("an answer of Tencent Cloud", () => {
  it("speaks only of numbers that were asked about, and of each once", () => {
    const status = (PhoneNumber: string, Code: string, SerialNo = "") => ({ PhoneNumber, Code, SerialNo });
    const readings = readTencentAnswer([status("+8613800138000", "Ok", "1"), status("+8613800138001", "FailedOperation.PhoneNumberInBlacklist"), status("+8613800138002", "Ok", "2"), status("+8613800138002", "LimitExceeded.DailyLimit"), status("+8699", "Ok", "3"), null, 5],
      ["+8613800138000", "+8613800138001", "+8613800138002", "+8613800138003"]);
    expect(Object.fromEntries(readings)).toEqual({
      "+8613800138000": { outcome: "accepted", serialNo: "1" }, "+8613800138001": { outcome: "refused", code: "FailedOperation.PhoneNumberInBlacklist" }, "+8613800138002": { outcome: "uncertain" },
    });
  });
  it("never throws", () => {
    fc.assert(fc.property(fc.anything(), (statuses) => {
      expect(readTencentAnswer(statuses, ["+8613800138000"]).size).toBeLessThanOrEqual(1);
    }));
  });
});

describe("a report of Tencent Cloud", () => {
  it("is what both of its statements say, and unknown where they contradict each other", () => {
    expect([stateOf({}), stateOf({ errmsg: "" }), stateOf({ report_status: "FAIL", errmsg: "MK:0001" }), stateOf({ report_status: "FAIL", errmsg: "" })]).toEqual(["delivered", "delivered", "failed", "failed"]);
    expect([stateOf({ errmsg: "UNDELIV" }), stateOf({ report_status: "FAIL" }), stateOf({ report_status: "success" }), stateOf({ sid: "" })]).toEqual(["unknown", "unknown", undefined, undefined]);
  });
  it("brings replies of which the same one twice is one", () => {
    const reply = { extend: "", mobile: "13800138000", nationcode: "86", sign: "鸿雁", text: "R", time: 1_457_336_869 };
    const ids = [reply, reply, { ...reply, text: "r" }].map((one) => readTencentInbound(JSON.stringify(one), (text) => text).inbound[0]?.providerInboundId);
    expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
    expect(readTencentInbound(JSON.stringify({ ...reply, time: "no" }), (text) => text)).toEqual({ inbound: [], unreadable: 1 });
  });
});

describe("a text filed with Tencent Cloud", () => {
  it("keeps which variable stands for which number, also of one that comes twice", () => {
    expect(toTencentText("${name}您好，${amount}元，${name}")).toEqual({ content: "{1}您好，{2}元，{3}", order: ["name", "amount", "name"] });
    const filing = readTencentFilingId(writeTencentFilingId({ templateId: "123", order: ["name", "amount", "name"] }))!;
    expect(tencentParams(filing, { amount: "1", name: "张" })).toEqual(["张", "1", "张"]);
  });
  it("gets values only where they are exactly its variables", () => {
    const filing = { templateId: "1", order: ["a", "b"] };
    for (const variables of [{ a: "1" }, { a: "1", b: "2", c: "3" }, { a: "1", c: "2" }] as Record<string, string>[]) expect(tencentParams(filing, variables)).toBeNull();
    expect([readTencentFilingId("SMS_1"), readTencentFilingId("1:"), readTencentFilingId("1:a b"), readTencentFilingId("")]).toEqual([null, null, null, null]);
  });
  it("may be used only once it is in force", () => {
    expect([0, 1, 2, -1, 9, "0", undefined].map((status) => readTencentFiling(status, "").state)).toEqual(["filed", "pending", "pending", "refused", "pending", "pending", "pending"]);
  });
});
