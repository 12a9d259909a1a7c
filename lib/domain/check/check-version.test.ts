import { describe, expect, it } from "vitest";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { hasErrors, unansweredWarnings } from "./check-text";
import { checkElderText, checkPlainText, checkVersion, type VersionInput } from "./check-version";

const R = "拒收请回复R";
const name: TemplateVariable = { name: "name", kind: "name", label: "姓名", sample: "王秀英", maxLength: 6 };
const link: TemplateVariable = { name: "link", kind: "link", label: "链接", sample: "https://m.hongyan-bank.example/a" };
const code: TemplateVariable = { name: "code", kind: "code", label: "验证码", sample: "386027" };
const answer: TemplateVariable = { name: "answer", kind: "text", label: "答复", sample: "周五前办理" };

const version = (text: string, elderText: string | null, more: Partial<VersionInput> = {}): VersionInput => ({
  text, elderText, purpose: "promotion", language: "zh-CN", signature: "鸿雁银行", variables: [], elderFriendly: false, use: "notice",
  billingRule: "cn-domestic", links: [{ host: "m.hongyan-bank.example" }], contacts: [{ number: "95599000" }], signatures: ["鸿雁银行"], ...more,
});
const PLAIN = `春耕贷款年化利率3.85%起（单利），综合融资成本见网点公示，详见https://m.hongyan-bank.example/a，问95599000，${R}`;
const ELDER = `春耕贷款年化3.85%起（单利），综合融资成本见网点。问询请拨95599000，有人接听。${R}`;
const elderRules = (elderText: string, more: Partial<VersionInput> = {}) => checkElderText(version(PLAIN, elderText, more)).map(({ rule }) => rule);

describe("a version with a text of its own for elder-friendly customers", () => {
  it("is without findings where each text follows its own rules", () => expect(checkVersion(version(PLAIN, ELDER))).toEqual([]));
  it("holds that text to one segment, no link, a hotline, no jargon, and the way out", () => {
    expect(elderRules(`${"春耕贷款好办理。".repeat(9)}95599000，${R}`)).toContain("elderly_too_long");
    expect(elderRules(`春耕贷款来了，见https://m.hongyan-bank.example/a，95599000，${R}`)).toContain("link_for_elderly");
    expect(elderRules(`春耕贷款来了，${R}`)).toEqual(["promotion_without_contact", "elderly_without_hotline"]);
    expect(elderRules(`春耕授信来了，问95599000，${R}`)).toEqual(["elderly_jargon"]);
    expect(elderRules("春耕贷款来了，问95599000")).toEqual(["opt_out_missing"]);
  });
  it("holds the other text to none of them", () => expect(checkPlainText(version(`春耕授信，见https://m.hongyan-bank.example/a，问95599000，${R}`, ELDER))).toEqual([]));
  it("takes an abbreviation for jargon only where it is a word", () => {
    expect(elderRules(`APP里办，问95599000，${R}`)).toEqual(["elderly_jargon"]);
    expect(elderRules(`Please apply: 95599000，${R}`)).toEqual([]);
  });
  it("refuses an undeclared variable in either text, and lets one text leave variables out", () => {
    expect(elderRules(`\${who}好，问95599000，${R}`)).toEqual(["placeholder_undeclared"]);
    expect(checkVersion(version(`\${name}好，${PLAIN}`, ELDER, { variables: [name] }))).toEqual([]);
    expect(checkVersion(version(PLAIN, `\${name}好，问95599000，${R}`, { variables: [name] }))).toEqual([]);
  });
  it("calls a variable that neither text has unused, once", () =>
    expect(checkVersion(version(PLAIN, ELDER, { variables: [name] })).map(({ rule, of }) => [rule, of])).toEqual([["variable_unused", undefined]]));
  it("has links and contacts of both texts held against the registers", () =>
    expect(checkVersion(version(PLAIN, `春耕贷款，问4001234567或95599000，${R}`)).map(({ rule, of }) => [rule, of])).toEqual([["contact_unregistered", "elder"]]));
  it("wants a reason for a warning of each text, and takes none of one for the other", () => {
    const found = checkVersion(version(`请立即还款，问95599000`, `请立即还款，问95599000`, { purpose: "loan" }));
    expect(found.map(({ rule }) => rule)).toEqual(["urgency", "urgency"]);
    expect(unansweredWarnings(found, { urgency: "合同约定" }).map(({ of }) => of)).toEqual(["elder"]);
    expect(unansweredWarnings(found, { urgency: "合同约定", "elder.urgency": "合同约定" })).toEqual([]);
  });
  it("finds an empty one as empty as any other", () => expect(elderRules("")).toContain("text_empty"));
});

describe("what a template is there for", () => {
  const rules = (text: string, use: TemplateUse, variables: TemplateVariable[] = []) =>
    checkPlainText(version(text, null, { purpose: "account", use, variables })).map(({ rule }) => rule);

  it("CN-SMS-05: a question for consent says of what kind, how often and for how long", () => {
    expect(rules("是否同意我行发送短信？同意请回复Y。", "consent_request")).toEqual(["consent_type_missing", "consent_frequency_missing", "consent_duration_missing"]);
    expect(rules("是否同意接收我行产品推介短信，每月不超过2条，有效期12个月？同意请回复Y。", "consent_request")).toEqual([]);
    expect(rules("是否同意接收我行产品推介短信，有效期12个月？同意请回复Y。", "consent_request")).toEqual(["consent_frequency_missing"]);
    expect(rules("May we send you product offers, at most two a month, for 12 months? Reply Y to agree.", "consent_request")).toEqual([]);
    expect(rules("是否同意我行发送短信？", "notice")).toEqual([]);
  });
  it("counts a frequency that a variable brings as said", () => {
    const often: TemplateVariable = { name: "often", kind: "text", label: "频次", sample: "每月最多2条" };
    expect(rules("是否同意接收产品推介短信，${often}，有效期一年？", "consent_request", [often])).toEqual([]);
  });
  it("lets an answer's frame have its one variable, and no other but the name", () => {
    expect(rules("${answer}客服95599000。", "answer_frame", [answer])).toEqual([]);
    expect(rules("您好，已收到。", "answer_frame")).toEqual(["answer_variable"]);
    expect(rules("${name}您好，${answer}", "answer_frame", [name, answer])).toEqual([]);
    expect(rules("${day}前：${answer}", "answer_frame", [{ ...answer, name: "day" }, answer])).toEqual(["answer_variable"]);
    expect(rules("${answer}请勿告知他人。", "answer_frame", [{ ...code, name: "answer" }])).toContain("answer_variable");
  });
  it("lets the link to a page have exactly one link, and the code exactly one code with its warning", () => {
    expect(rules("您的页面：${link}", "page_link", [link])).toEqual([]);
    expect(rules("您的页面", "page_link")).toEqual(["page_link_variable"]);
    expect(rules("${link} ${other}", "page_link", [link, { ...link, name: "other" }])).toContain("page_link_variable");
    expect(rules("验证码${code}，请勿告知他人。", "page_code", [code])).toEqual([]);
    expect(rules("验证码${code}。", "page_code", [code])).toEqual(["code_without_warning"]);
    expect(rules("您的页面", "page_code")).toEqual(["page_code_variable"]);
    expect(hasErrors(checkPlainText(version("您的页面", null, { purpose: "account", use: "page_code" })))).toBe(true);
  });
});

describe("a version that is read out in a call", () => {
  const call = (text: string, elderText: string | null = null) => checkVersion(version(text, elderText, { purpose: "loan", channel: "voice" })).map(({ rule, of }) => [rule, of]);
  it("holds no link in either text, though a text message may", () => {
    const [plain, linked] = ["您的贷款将到期，请留足余额。", "您的贷款将到期，详见https://m.hongyan-bank.example/a。"];
    expect(call(plain)).toEqual([]);
    expect(call(linked)).toEqual([["link_in_call", undefined]]);
    expect(call(plain, linked)).toContainEqual(["link_in_call", "elder"]);
    expect(checkVersion(version(linked, null, { purpose: "loan" })).map(({ rule }) => rule)).toEqual([]);
  });
});
