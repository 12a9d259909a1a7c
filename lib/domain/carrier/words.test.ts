import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMessageReason } from "@/lib/domain/message/reasons";
import { afterAnswer } from "@/lib/domain/message/retry";
import { chinaDay, chinaTime } from "./china-time";
import { idAt, recordsOf, textAt } from "./json";
import { OWN_CODES, ownCode } from "./own-codes";
import en from "@/lib/i18n/messages/en/message.json";
import zh from "@/lib/i18n/messages/zh-CN/message.json";
import { isOwnCode, ownCodeKey, SPOKEN_CODES } from "./own-words";
import { toE164 } from "./phone";
import { receiptReasonOf } from "./receipt-reason";

describe("numbers as carriers write them", () => {
  it("become E.164 whatever stands in front", () => {
    for (const raw of ["13800138000", "8613800138000", "008613800138000", "+8613800138000", "+86 138-0013-8000"]) expect(toE164(raw)).toBe("+8613800138000");
    expect(toE164("85251234567")).toBe("+85251234567");
    for (const raw of ["", "abc", "+", "123", "+0123456789", "138001380001234567"]) expect(toE164(raw)).toBeNull();
  });
});

describe("times as carriers in China write them", () => {
  it("are eight hours ahead of UTC", () => {
    expect(chinaTime("2026-11-26 00:30:00")?.toISOString()).toBe("2026-11-25T16:30:00.000Z");
    expect(chinaDay(new Date("2026-11-25T16:30:00Z"))).toBe("20261126");
  });
  it("that are none are null", () => {
    for (const text of [null, "", "2026-11-26", "2026-13-40 99:99:99", "yesterday", "2026-11-26T00:30:00Z"]) expect(chinaTime(text)).toBeNull();
  });
});

describe("what strangers send as JSON", () => {
  it("never throws, and only objects count", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      const { records } = recordsOf(body);
      for (const record of records) {
        for (const key of [...Object.keys(record), "__proto__", "toString", "constructor"]) {
          expect(textAt(record, key) ?? "").toEqual(expect.any(String));
          expect(idAt(record, key) ?? "x").toMatch(/^[\x21-\x7e]{1,120}$/);
        }
      }
    }));
  });
  it("what an object has from its maker is not taken for its own", () => {
    expect(textAt({}, "toString")).toBeNull();
    expect(idAt({ id: "a b" }, "id")).toBeNull();
    expect(idAt({ id: 12345 }, "id")).toBe("12345");
  });
});

describe("codes of our own", () => {
  it("have words in both languages, refusals and doubts", () => {
    for (const { code } of [zh, en]) expect(Object.keys(code).sort()).toEqual(SPOKEN_CODES.map(ownCodeKey).sort());
    expect([isOwnCode("hongyan.unanswered"), isOwnCode("8")]).toEqual([true, false]);
  });

  it("have a class, and only those that left no trace at the carrier go out again", () => {
    const again = OWN_CODES.filter((code) => afterAnswer({ outcome: "refused", error: ownCode(code)! }, 1, "loan").step === "requeue");
    expect(again).toEqual(["hongyan.never_taken", "hongyan.unreachable"]);
    expect(ownCode("isv.AMOUNT_NOT_ENOUGH")).toBeNull();
    expect(ownCode("toString")).toBeNull();
  });
});

describe("the reason of a receipt", () => {
  it("is the class of a listed code, or what a network's word means, and always has words", () => {
    expect(receiptReasonOf("aliyun-sms-receipt", "MOBILE_IN_BLACK")).toBe("opted_out");
    expect(receiptReasonOf("aliyun-sms-receipt", "UNDELIV")).toBe("undelivered");
    expect(receiptReasonOf("aliyun-sms-receipt", "MA:0051")).toBe("gateway_error");
    fc.assert(fc.property(fc.string(), (code) => isMessageReason(receiptReasonOf("aliyun-sms-receipt", code))));
  });
});
