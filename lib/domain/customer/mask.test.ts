import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskEmail, maskName, maskNumber, maskPhone } from "./mask";

describe("masks", () => {
  it.each([
    ["王林", "王*"],
    ["欧阳凤", "欧**"],
    ["𠮷田", "𠮷*"],
    ["阿卜杜拉·买买提", "阿***·***"],
    ["Li Na", "L* **"],
    ["", ""],
  ])("name %s → %s", (name, masked) => expect(maskName(name)).toBe(masked));

  it.each([
    ["+8615412345678", "154****5678"],
    ["+442071838750", "*********8750"],
    ["123", "***"],
  ])("phone %s → %s", (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it.each([
    ["wang.xiu@example.cn", "w***@example.cn"],
    ["@example.cn", "***"],
    ["nothing", "***"],
  ])("email %s → %s", (email, masked) => expect(maskEmail(email)).toBe(masked));

  it.each([
    ["C0070000001", "C******0001"],
    ["12345", "*****"],
  ])("number %s → %s", (number, masked) => expect(maskNumber(number)).toBe(masked));

  it("never show a whole phone or name", () => {
    fc.assert(fc.property(fc.stringMatching(/^\+861\d{10}$/), (phone) => !maskPhone(phone).includes(phone.slice(3))));
    fc.assert(fc.property(fc.stringMatching(/^[\u4e00-\u9fff]{2,8}$/), (name) => maskName(name) !== name));
  });
});
