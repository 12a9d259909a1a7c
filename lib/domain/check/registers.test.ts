import { describe, expect, it } from "vitest";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { checkContacts } from "./contacts";
import { noLongerRegistered, refuseValues, type Registers } from "./registers";

const registers: Registers = { links: [{ host: "m.bank.example" }], contacts: [{ number: "95588" }] };
const template: { variables: TemplateVariable[] } = {
  variables: [
    { name: "note", kind: "text", label: "说明", sample: "浏阳支行" },
    { name: "otp", kind: "code", label: "验证码", sample: "386027" },
    { name: "link", kind: "link", label: "链接", sample: "https://m.bank.example/a" },
  ],
};
const refused = (text: string, values: Record<string, string> = {}) => refuseValues(text, template, values, registers);

describe("values in a finished text", () => {
  it("bring in no link that the bank has not registered, in whatever guise", () => {
    expect(refused("【鸿雁银行】详见https://m.bank.example/a。")).toBeNull();
    for (const link of ["https://evil.example/a", "http://m.bank.example/a", "t.cn/x1", "evil点com", "ｅvil.com", "https://m.bank.example.evil.com/", "https://m.bank.example@evil.com", "evil.app", "evil dot com", "evil[.]com", "http://1.2.3.4/a", "1.2.3.4", "银行.com", "https://localhost/a", "m.bank.example"])
      expect(refused(`【鸿雁银行】详见${link}。`), link).toBe("link");
  });
  it("bring in no link hidden between Chinese characters", () => expect(refused("【鸿雁银行】请登录evil.com领取")).toBe("link"));
  it("are no link for a dot, a clock or a counter", () => {
    for (const plain of ["今日9点到网点app办理", "查询网点信息。", "请带：1.身份证2.手机 3.地址", "利率3.5%，共1.2万元", "于2026.12.05到期", "U.S. at 9 a.m. ok", "余额1,234.00元"])
      expect(refused(`【鸿雁银行】${plain}`), plain).toBeNull();
    expect(refused("See https://m.bank.example. Thank you.")).toBeNull();
    expect(refused("详见（https://m.bank.example/a?b=1）；客服95588")).toBeNull();
  });
  it("bring in no number to call that the bank has not registered", () => {
    expect(refused("请致电95588", { note: "请致电95588" })).toBeNull();
    for (const note of ["请致电0731-88881234", "拨打 400 820 8888", "详询95 599"]) expect(refused(note, { note }), note).toBe("contact");
    expect(refused("致电13800138000", { note: "致电13800138000" })).toBe("leak");
  });
  it("may be a code or an amount that looks like a service number", () => {
    expect(refused("验证码955991，请勿告知他人", { otp: "955991" })).toBeNull();
    for (const note of ["额度95000元", "共 95000 户", "¥96000", "金额950.00", "消费950.00元", "1,095,599.00元"]) expect(checkContacts(note, registers.contacts), note).toEqual([]);
  });
});

describe("an approved text", () => {
  const text = "详见https://m.bank.example/a，客服95588。";
  it("may leave while everything it names is registered", () => expect(noLongerRegistered(text, registers)).toEqual([]));
  it("says what was taken out of the registers since", () => {
    expect(noLongerRegistered(text, { ...registers, links: [] })).toEqual(["https://m.bank.example/a"]);
    expect(noLongerRegistered(text, { ...registers, contacts: [] })).toEqual(["95588"]);
  });
  it("may hold a link that a value fills in", () => expect(noLongerRegistered("详见${link}", registers)).toEqual([]));
});
