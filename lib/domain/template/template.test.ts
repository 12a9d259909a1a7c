import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billingSegments } from "@/lib/domain/text/billing";
import { segmentText } from "@/lib/domain/text/segments";
import { isCompatible, variableChanges, wordDiff } from "./changes";
import { versionContent } from "./content";
import { longestRendering, sampleRendering } from "./extremes";
import { parsePlaceholders } from "./placeholders";
import { renderTemplate, type RenderableTemplate } from "./render";
import { templateVariableSchema, validateValue, VARIABLE_KINDS, type TemplateVariable } from "./variable";

const variable = (kind: TemplateVariable["kind"], sample: string, maxLength?: number): TemplateVariable => ({ name: kind, kind, label: kind, sample, maxLength });
const ALL = [
  variable("name", "王秀英", 6), variable("money", "1234.5"), variable("date", "2026-12-05"), variable("lastFour", "6789"),
  variable("code", "386027", 6), variable("link", "https://m.hongyan-bank.example/a", 60), variable("text", "浏阳支行", 12),
];
const template: RenderableTemplate = {
  purpose: "account", language: "zh-CN", signature: "鸿雁银行", variables: ALL,
  text: "${name}您好，尾号${lastFour}的账户${date}入账${money}元，码${code}，见${link}，${text}。",
};

const money = fc.integer({ min: 0, max: 99_999_999_99 }).map((cents) => (cents / 100).toFixed(2));
const date = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));
const word = (max: number) => fc.string({ unit: fc.constantFrom("a", "Z", "王", "赢", "·", "€", "𬱖", "ç", "7"), minLength: 1, maxLength: max }).filter((text) => text.length <= max);
const values = fc.record({
  name: word(6), money, date, lastFour: fc.stringMatching(/^\d{4}$/), code: fc.stringMatching(/^\d{4,6}$/),
  link: fc.stringMatching(/^https:\/\/[a-z]{1,20}\.[a-z]{2,8}$/), text: word(12),
});

describe("rendering", () => {
  it("puts the signature in front and formats values as the bank writes them", () => {
    expect(renderTemplate(template, { name: "王秀英", money: "1234567.5", date: "2026-12-05", lastFour: "6789", code: "386027", link: "https://m.hongyan-bank.example/a", text: "浏阳支行" }))
      .toEqual({ ok: true, value: "【鸿雁银行】王秀英您好，尾号6789的账户2026年12月5日入账1,234,567.50元，码386027，见https://m.hongyan-bank.example/a，浏阳支行。" });
  });

  it("never costs more than the longest rendering says, whatever the values", () => {
    const longest = longestRendering(template);
    const radio = segmentText(longest);
    fc.assert(fc.property(values, (given) => {
      const text = renderTemplate(template, given);
      expect(text.ok).toBe(true);
      if (!text.ok || !radio.ok) return;
      expect(text.value.length).toBeLessThanOrEqual(longest.length);
      expect(billingSegments(text.value, "cn-domestic")).toBeLessThanOrEqual(billingSegments(longest, "cn-domestic"));
      const split = segmentText(text.value);
      expect(split.ok && split.value.segments).toBeLessThanOrEqual(radio.value.segments);
    }));
  });

  it("never expands a placeholder that a value brings along", () => {
    const text = renderTemplate({ ...template, text: "${text}", variables: [variable("text", "a", 20)] }, { text: "${name}" });
    expect(text).toEqual({ ok: true, value: "【鸿雁银行】${name}" });
  });

  it.each(["【假银行】", "换\n行", "藏\u200b字", "\u202e倒", "半\ud83d"])("refuses a value that could forge or hide: %j", (value) => {
    expect(validateValue(variable("text", "a", 20), value, "zh-CN")).toMatchObject({ ok: false, error: { code: "variable.forbidden_character" } });
  });

  it("names the variable that has no value, is undeclared or does not fit", () => {
    expect(renderTemplate(template, {})).toEqual({ ok: false, error: { code: "render.missing_value", name: "name" } });
    expect(renderTemplate({ ...template, text: "${other}" }, { other: "x" })).toEqual({ ok: false, error: { code: "render.undeclared", name: "other" } });
    expect(renderTemplate({ ...template, text: "${constructor}", variables: [{ ...variable("text", "a"), name: "constructor" }] }, {})).toEqual({ ok: false, error: { code: "render.missing_value", name: "constructor" } });
    expect(renderTemplate({ ...template, text: "${date}" }, { date: "2026-02-30" })).toMatchObject({ error: { code: "variable.not_date", name: "date" } });
    expect(renderTemplate({ ...template, text: "${name}" }, { name: "一二三四五六七" })).toMatchObject({ error: { code: "variable.too_long" } });
  });

  it("shows samples formatted like real values", () => expect(sampleRendering(template)).toContain("2026年12月5日入账1,234.50元"));
});

describe("variables", () => {
  it("are refused when their own sample does not fit", () => {
    expect(templateVariableSchema.safeParse(variable("lastFour", "12")).success).toBe(false);
    expect(templateVariableSchema.safeParse(variable("name", "王秀英", 2)).success).toBe(false);
    for (const one of ALL) expect(templateVariableSchema.safeParse(one).success).toBe(true);
  });
  it("of every kind are tried here", () => expect(new Set(ALL.map((one) => one.kind))).toEqual(new Set(VARIABLE_KINDS)));
});

describe("placeholders", () => {
  it("join to the text again, whatever is typed", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("$", "{", "}", "a", "汉", " "), maxLength: 40 }), (text) => {
      expect(parsePlaceholders(text).pieces.map((piece) => (piece.kind === "literal" ? piece.text : `\${${piece.name}}`)).join("")).toBe(text);
    }));
  });
  it("that are malformed or never closed are reported with their place", () => {
    expect(parsePlaceholders("a${1}b${").problems).toEqual([{ code: "placeholder.malformed", from: 1, to: 5 }, { code: "placeholder.unclosed", from: 6, to: 8 }]);
  });
});

describe("what changed since the approved version", () => {
  it("is told by words, in Chinese too", () => {
    const pieces = wordDiff("您的贷款已通过，请到${branch}签约。", "您的贷款已通过，请于${date}前到${branch}签约。");
    expect(pieces.filter((piece) => piece.kind !== "removed").map((piece) => piece.text).join("")).toBe("您的贷款已通过，请于${date}前到${branch}签约。");
    expect(pieces.filter((piece) => piece.kind === "added").map((piece) => piece.text).join("")).toBe("请于${date}前到");
    expect(pieces[0]).toEqual({ kind: "same", text: "您的贷款已通过，" });
  });
  it("tells what was taken out, not what the dictionary happens to join with it", () => {
    expect(wordDiff("请立即留足余额。", "请留足余额。")).toEqual([{ kind: "same", text: "请" }, { kind: "removed", text: "立即" }, { kind: "same", text: "留足余额。" }]);
  });
  it("loses nothing of either text", () => {
    const text = fc.string({ unit: fc.constantFrom("贷", "款", "请", "立", "即", "留", "a", " ", "${x}", "，"), maxLength: 30 });
    fc.assert(fc.property(text, text, (before, after) => {
      const pieces = wordDiff(before, after);
      expect(pieces.filter((piece) => piece.kind !== "added").map((piece) => piece.text).join("")).toBe(before);
      expect(pieces.filter((piece) => piece.kind !== "removed").map((piece) => piece.text).join("")).toBe(after);
    }));
  });
  it("breaks senders only when a variable is new, gone, of another kind or shorter", () => {
    const [name, amount] = [variable("name", "王", 6), variable("money", "1")];
    expect(isCompatible(variableChanges([name], [{ ...name, maxLength: 8, label: "姓名" }]))).toBe(true);
    expect(isCompatible(variableChanges([name], [{ ...name, maxLength: 4 }]))).toBe(false);
    expect(variableChanges([name], [amount])).toEqual({ added: [amount], removed: [name], changed: [] });
  });
});

describe("the content a hash stands for", () => {
  it("changes with whatever a phone would show, and not with a label or a sample", () => {
    const base = versionContent(template);
    expect(versionContent({ ...template, text: `${template.text} ` })).not.toBe(base);
    expect(versionContent({ ...template, signature: "鸿雁普惠" })).not.toBe(base);
    expect(versionContent({ ...template, purpose: "promotion" })).not.toBe(base);
    expect(versionContent({ ...template, variables: ALL.map((one) => ({ ...one, label: "别名" })) })).toBe(base);
  });
});
