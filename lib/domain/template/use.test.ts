import { describe, expect, it } from "vitest";
import { createTemplateSchema } from "./schema";
import { maySendOnRequest, sameUse, TEMPLATE_USES, faultOfUse, type UseChoice } from "./use";

const NOTICE: UseChoice = { use: "notice", asksFor: null, productRisk: null };

describe("what a template is there for", () => {
  it("lets bank systems and campaigns send notices and consent requests, and nothing else", () =>
    expect(TEMPLATE_USES.filter(maySendOnRequest)).toEqual(["notice", "consent_request"]));
  it("names what consent is asked for, where it is asked and nowhere else", () => {
    expect(faultOfUse("account", { ...NOTICE, use: "consent_request" })).toEqual({ code: "template.asks_for_missing", field: "asksFor" });
    expect(faultOfUse("account", { ...NOTICE, use: "consent_request", asksFor: "promotion" })).toBeNull();
    for (const use of TEMPLATE_USES.filter((one) => one !== "consent_request"))
      expect(faultOfUse("account", { ...NOTICE, use, asksFor: "promotion" })?.code).toBe("template.asks_for_needless");
  });
  it("knows a product's risk in offers only", () => {
    expect(faultOfUse("promotion", { ...NOTICE, productRisk: 3 })).toBeNull();
    expect(faultOfUse("loan", { ...NOTICE, productRisk: 3 })).toEqual({ code: "template.risk_outside_promotion", field: "productRisk" });
  });
  it("differs as soon as any of its three parts does", () => {
    expect(sameUse(NOTICE, { ...NOTICE })).toBe(true);
    expect(sameUse(NOTICE, { ...NOTICE, use: "quick_reply" })).toBe(false);
    expect(sameUse(NOTICE, { ...NOTICE, asksFor: "loan" })).toBe(false);
    expect(sameUse(NOTICE, { ...NOTICE, productRisk: 1 })).toBe(false);
  });
});

describe("a new template as it is sent", () => {
  const input = {
    key: "loan.due", name: "还款提醒", purpose: "loan", language: "zh-CN", signatureId: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a",
    text: "您好", elderText: null, variables: [], elderFriendly: false, ...NOTICE,
  };
  const faults = (more: object) => createTemplateSchema.safeParse({ ...input, ...more }).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  it("has its faults named at their fields", () => {
    expect(faults({})).toBeUndefined();
    expect(faults({ use: "consent_request" })).toEqual(["asksFor template.asks_for_missing"]);
    expect(faults({ productRisk: 2 })).toEqual(["productRisk template.risk_outside_promotion"]);
    expect(faults({ purpose: "promotion", productRisk: 6 })?.[0]).toBe("productRisk template.risk_range");
    expect(faults({ elderText: "长".repeat(1_001) })).toEqual(["elderText template.text_long"]);
  });
});
