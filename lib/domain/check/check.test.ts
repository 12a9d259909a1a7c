import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { checkText, hasErrors, unansweredWarnings, type CheckInput } from "./check-text";
import { findLeaks } from "./leaks";
import { isCardNumber, isIdNumber } from "./numbers";

const input = (text: string, purpose: Purpose = "account", more: Partial<CheckInput> = {}): CheckInput => ({
  text, purpose, language: "zh-CN", signature: "鸿雁银行", variables: [], elderFriendly: false, billingRule: "cn-domestic",
  links: [{ host: "m.hongyan-bank.example" }], contacts: [{ number: "95599000" }], signatures: ["鸿雁银行", "鸿雁普惠", "鸿雁惠农"], ...more,
});
const rules = (text: string, purpose?: Purpose, more?: Partial<CheckInput>) => checkText(input(text, purpose, more)).map((one) => one.rule);
const R = "拒收请回复R";

describe("numbers that must not stand in a text", () => {
  it("are cards by Luhn and identity numbers by date and check character", () => {
    expect(isCardNumber("6200000000000005")).toBe(true);
    expect(isCardNumber("6200000000000006")).toBe(false);
    expect(isCardNumber("0000000000000000")).toBe(false);
    expect(isIdNumber("11010519491231002X")).toBe(true);
    expect(isIdNumber("110105194912310021")).toBe(false);
    expect(isIdNumber("11010519491331002X")).toBe(false);
  });
  it.each(["卡号6200000000000005已开通", "卡号6200-0000 0000‐0005".replace("‐", "-"), "卡号６２０００００００００００００５", "卡号6200\u200b000000000005"])("are found however they are written: %s", (text) => {
    expect(findLeaks(text).map((one) => one.rule)).toEqual(["card_number"]);
  });
  it("are found with their place in the text as written", () => {
    const text = "请联系 154 1234 5678 王经理";
    const [leak] = findLeaks(text);
    expect(leak).toMatchObject({ rule: "phone_number", excerpt: "154 1234 5678" });
    expect(text.slice(leak?.from, leak?.to)).toBe("154 1234 5678");
  });
  it("are not seen in amounts, dates and last four digits", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 9999 }), (amount, last) => {
      expect(findLeaks(`您尾号${String(last).padStart(4, "0")}的账户2026年11月23日入账${amount.toLocaleString("en")}.00元`)).toEqual([]);
    }));
  });
});

describe("the check", () => {
  it.each([
    ["promotion", `春耕贷款详询95599000，${R}`, null],
    ["promotion", "春耕贷款详询95599000，退订回T", "opt_out_missing"],
    ["promotion", `春耕贷款，${R}。`, "opt_out_missing"],
    ["account", `您的账户有变动，${R}`, "opt_out_in_notice"],
    ["promotion", `理财产品保本保收益，${R}`, "guarantee"],
    ["promotion", `贷款秒到账，${R}`, "inducing"],
    ["promotion", `稳健理财新品上市，${R}`, "investment_without_risk"],
    ["promotion", `贷款利率3.85%起，${R}`, "price_without_annual_rate"],
    ["promotion", `贷款年化利率3.85%起（单利），综合融资成本见网点公示，详询95599000，${R}`, null],
    ["promotion", `贷款年化利率3.85%起（单利），详询95599000，${R}`, "cost_table_missing"],
    ["promotion", `春耕好物展销，${R}`, "promotion_without_contact"],
    ["account", "见 https://m.hongyan-bank.example/a 或 https://m.hongyan-bank.example/b", "links_many"],
    ["account", "请致电95599000、95599000或95599000", "contacts_many"],
    ["account", "${a}${b}", "variables_adjacent"],
    ["promotion", `账户异常！办贷款来，${R}`, "alarm_in_promotion"],
    ["account", "请回复您的验证码", "secret_asked"],
    ["account", "详情见 http://m.hongyan-bank.example/x", "link_not_https"],
    ["account", "详情见 https://m.hongyan-bank.example/x", null],
    ["account", "详情见 https://hongyan-bank.top/x", "link_unregistered"],
    ["account", "详情见 t.cn/abc", "link_shortened"],
    ["account", "详情见 hongyan点com", "link_disguised"],
    ["account", "详情见 https://m.hоngyan-bank.example", "link_disguised"],
    ["account", "详情见 １９２.168.1.1/a", "link_disguised"],
    ["risk", "可疑登录，见 https://m.hongyan-bank.example", "link_in_risk"],
    ["account", "请致电95588", "contact_unregistered"],
    ["account", "请致电400-123-4567", "contact_unregistered"],
    ["account", "【别家银行】您好", "signature_inside"],
    ["account", "您的账户\u200b有变动", "hidden_characters"],
    ["account", "您的賬戶有變動", "unsupported_characters"],
    ["account", "生日快乐🎂", "unsupported_characters"],
    ["account", "欢迎到龍勝办理", "unsupported_characters"],
    ["account", "尊敬的客户，请至网点柜台更新身份证件，以免影响账户使用、贷款、理财与汇款，谢谢！", null],
    ["account", "证件11010519491231002X已登记", "id_number"],
    ["account", "请联系154 1234 5678", "phone_number"],
    ["account", "请登录pаypal办理", "mixed_script"],
    ["promotion", `${"春耕贷款好办理。".repeat(20)}${R}`, "promotion_too_long"],
    ["account", "请${1}签字", "placeholder_malformed"],
    ["account", "请${who}签字", "placeholder_undeclared"],
    ["account", "", "text_empty"],
    ["account", "长".repeat(600), "text_too_long"],
    ["account", "您的账户将停用，见https://m.hongyan-bank.example", "urgency_with_link"],
  ] as const)("%s: %s → %s", (purpose, text, rule) => {
    const found = rules(text, purpose);
    if (rule === null) expect(found).toEqual([]);
    else expect(found).toContain(rule);
  });

  it("wants the warning in a text that carries a code", () => {
    const variables = [{ name: "code", kind: "code" as const, label: "验证码", sample: "123456" }];
    expect(rules("验证码${code}", "account", { variables })).toContain("code_without_warning");
    expect(rules("验证码${code}，请勿告知他人", "account", { variables })).not.toContain("code_without_warning");
    expect(rules(`验证码\${code}，请勿告知他人。${R}`, "promotion", { variables })).toContain("code_outside_code_text");
  });

  it("finds what a text says about a person, and what it should say", () => {
    const money = { name: "amount", kind: "money" as const, label: "金额", sample: "100" };
    const lastFour = { name: "card", kind: "lastFour" as const, label: "账号后四位", sample: "6789" };
    expect(rules(`您有\${amount}元额度，${R}`, "promotion", { variables: [money] })).toContain("personal_in_promotion");
    expect(rules("入账${amount}元", "account", { variables: [money] })).toContain("no_anchor");
    expect(rules("尾号${card}入账${amount}元", "account", { variables: [money, lastFour] })).toEqual([]);
    expect(rules("您好", "account", { variables: [money] })).toEqual(["variable_unused"]);
  });

  it("holds texts for the elderly to their own rules: no link, a number to call", () => {
    expect(rules("详见https://m.hongyan-bank.example，95599000", "account", { elderFriendly: true })).toEqual(["link_for_elderly"]);
    expect(rules("养老金已到账", "account", { elderFriendly: true })).toEqual(["elderly_without_hotline"]);
    expect(rules("养老金已到账，问95599000", "account", { elderFriendly: true })).toEqual([]);
  });

  it("reckons with the longest values", () => {
    const variables = [{ name: "t", kind: "text" as const, label: "事项", maxLength: 60, sample: "短" }];
    expect(rules("事项：${t}，请知悉95599000", "account", { variables, elderFriendly: true })).toContain("elderly_too_long");
  });

  it("refuses a signature that names nobody, or that is not the bank's", () => {
    expect(rules("您好", "account", { signature: "系统通知" })).toContain("signature_vague");
    expect(rules("您好", "account", { signature: "别家银行" })).toContain("signature_unknown");
  });

  it("asks a reason for each warning and takes no blank for one", () => {
    const found = checkText(input("您的账户将停用，请致电95599000"));
    expect(hasErrors(found)).toBe(false);
    expect(unansweredWarnings(found, {}).map((one) => one.rule)).toEqual(["urgency"]);
    expect(unansweredWarnings(found, { urgency: "    " })).toHaveLength(1);
    expect(unansweredWarnings(found, { urgency: "法定告知" })).toEqual([]);
  });

  it("points only at places that exist", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "1", "6", ".", "t", "c", "n", "点", "贷", "\u200b", "９", "😀", "$", "{", "}", " "), maxLength: 60 }), (text) => {
      for (const one of checkText(input(text))) {
        expect(one.from).toBeGreaterThanOrEqual(0);
        expect(one.to).toBeGreaterThanOrEqual(one.from);
        expect(one.to).toBeLessThanOrEqual(text.length);
      }
    }));
  });
});
