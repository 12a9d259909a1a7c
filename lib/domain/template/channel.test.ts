import { describe, expect, it } from "vitest";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { faultOfChannel } from "./channel";
import { createTemplateSchema } from "./schema";
import { TEMPLATE_USES } from "./use";

describe("a template that is read out", () => {
  it("is a notice about an account, a loan or a risk: no offer and no lesson calls anybody", () => {
    expect(PURPOSES.filter((purpose) => faultOfChannel("voice", purpose, "notice") === null)).toEqual(["account", "loan", "risk"]);
    expect(TEMPLATE_USES.filter((use) => faultOfChannel("voice", "loan", use) === null)).toEqual(["notice"]);
    for (const purpose of PURPOSES) for (const use of TEMPLATE_USES) expect(faultOfChannel("sms", purpose, use)).toBeNull();
  });
  it("is refused by the form with the words that say why", () => {
    const input = { key: "loan.due", name: "到期", purpose: "promotion", language: "zh-CN", channel: "voice", signatureId: "0190a000-0000-7000-8000-000000000001", text: "x", elderText: null, variables: [], elderFriendly: false, use: "notice", asksFor: null, productRisk: null };
    expect(createTemplateSchema.safeParse(input).error?.issues.map((one) => [one.path, one.message])).toEqual([[["channel"], "template.call_purpose"]]);
    expect(createTemplateSchema.safeParse({ ...input, purpose: "loan" }).success).toBe(true);
    expect(createTemplateSchema.safeParse({ ...input, purpose: "loan", channel: undefined }).success).toBe(true);
  });
});
