import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { letterOf } from "./letter";

const WAY_OUT = { label: "不再接收此类邮件", url: "https://bank.example/u/x?a=1&b=2" };

describe("a text as an e-mail", () => {
  it("takes its first line as the subject, behind the signature", () => {
    expect(letterOf("【鸿雁银行】还款提醒\n王女士，您的贷款将于12月1日还款。\n详询95599000。", { about: "贷款通知", wayOut: null })).toMatchObject({
      subject: "【鸿雁银行】还款提醒", text: "王女士，您的贷款将于12月1日还款。\n\n详询95599000。\n\n【鸿雁银行】",
    });
  });

  it("of one line says in the subject what it is about", () => {
    expect(letterOf("【鸿雁银行】您的账户有一笔入账。", { about: "账户通知", wayOut: null })).toMatchObject({ subject: "【鸿雁银行】账户通知", text: "您的账户有一笔入账。\n\n【鸿雁银行】" });
  });

  it("says how to leave in both forms", () => {
    const letter = letterOf("【鸿雁银行】三年定期存款年利率1.75%", { about: "产品推介", wayOut: WAY_OUT });
    expect(letter.text).toContain("不再接收此类邮件 https://bank.example/u/x?a=1&b=2");
    expect(letter.html).toContain('href="https://bank.example/u/x?a=1&amp;b=2"');
  });

  it("makes links of https addresses alone, and nothing else of what a value brings in", () => {
    const { html } = letterOf('【行】看https://m.bank.example/a?x=1&y=2 或<img src=x onerror="alert(1)">http://evil.example', { about: "", wayOut: null });
    expect(html).toContain('<a href="https://m.bank.example/a?x=1&amp;y=2">');
    expect(html).not.toContain("<img");
    expect(html).not.toContain('href="http://');
  });

  it("never lets a text break out of the page or into another header", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (first, rest) => {
      const { subject, html } = letterOf(`【行】${first}\n${rest}`, { about: "通知", wayOut: null });
      expect(subject).not.toMatch(/[\r\n]/);
      const inner = html.replaceAll(/<\/?(?:!doctype html|html|head|meta|body|div|p|a)(?: [^<>]*)?>/g, "");
      expect(inner).not.toMatch(/[<>]/);
    }), { examples: [["\u0000\r\u0000", ""], ["a\rBcc: b@c.example", "x"]], numRuns: 1_000 });
  });
});
