import { describe, expect, it } from "vitest";
import { readChannel, readConsent, readEmail, readLanguage, readList, readRiskTolerance } from "./cell-words";

describe("words in cells", () => {
  it.each([
    ["短信", "sms"],
    ["电话", "voice"],
    ["邮件", "email"],
    [" SMS ", "sms"],
    ["E-mail", "email"],
    ["Ｃａｌｌ", "voice"],
    ["", null],
    ["微信", null],
  ])("channel %s: %s", (cell, channel) => expect(readChannel(cell)).toBe(channel));

  it.each([
    ["是", true],
    ["Yes", true],
    ["Ｙ", true],
    ["否", false],
    ["不同意", false],
    ["no", false],
    ["", null],
    ["　", null],
    ["待定", null],
    ["是?", null],
  ])("consent %s: %s", (cell, said) => expect(readConsent(cell)).toBe(said));

  it.each([
    ["中文", "zh-CN"],
    ["zh-CN", "zh-CN"],
    ["zh_Hans", "zh-CN"],
    ["English", "en"],
    ["维吾尔语", null],
  ])("language %s: %s", (cell, language) => expect(readLanguage(cell)).toBe(language));

  it.each([
    ["C1", 1], ["r2", 2], ["Ｃ３", 3], ["C-4", 4], ["5", 5], ["保守型", 1], ["稳健", 2], ["平衡型", 3], ["成长型", 4], [" 进取型 ", 5], ["Growth", 4],
    ["C2 稳健型", 2], ["稳健型（C2）", 2], ["C2 进取型", null], ["C6", null], ["R0", null], ["C12", null], ["未测评", null], ["", null],
  ])("risk tolerance %s: %s", (cell, level) => expect(readRiskTolerance(cell)).toBe(level));

  it("separates products by any of the usual signs, and keeps each once", () => {
    expect(readList("社保卡、惠农e贷，代发工资;社保卡 ； 养老储蓄,|")).toEqual([
      "社保卡",
      "惠农e贷",
      "代发工资",
      "养老储蓄",
    ]);
    expect(readList("　")).toEqual([]);
  });

  it.each([
    ["wang.xiu@example.com.cn", "wang.xiu@example.com.cn"],
    [" a@b.cn ", "a@b.cn"],
    ["a@b", null],
    ["a b@c.cn", null],
    ["", null],
  ])("email %s: %s", (cell, email) => expect(readEmail(cell)).toBe(email));

  it("answers about a hostile address at once", () => {
    const started = performance.now();
    readEmail(`a@${"a-".repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
