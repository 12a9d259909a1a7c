import { describe, expect, it } from "vitest";
import { maskName, maskNumber, maskPhone } from "@/lib/domain/customer/mask";
import { ask, at, cited, findings, NOON, offer, verdict, word, AGREED } from "./ask";

const born = (birthDate: string) => ({ birthDate, consents: AGREED });

describe("persons in mainland China", () => {
  it("CN-PIPL-24: an audience chosen by a score is closed to those who refused profiling", () => {
    expect(verdict(offer({ audienceUsesScore: true, assessed: true, customer: { preferences: { noProfiling: true } } }))).toBe("profiling");
    expect(verdict(offer({ audienceUsesScore: true, assessed: true }))).toBe("send");
    expect(verdict(offer({ customer: { preferences: { noProfiling: true } } }))).toBe("send");
  });
  it("CN-PIPL-56: an audience chosen by a score needs an impact assessment", () => {
    expect(verdict(offer({ audienceUsesScore: true }))).toBe("profiling");
  });
  it("CN-PIPL-28: no full account number leaves, and no offer goes to a child", () => {
    expect(findings("卡号6200000000000005已开通")).toContain("card_number");
    expect(verdict(offer({ customer: born("2012-11-24") }))).toBe("minimum_age");
    expect(verdict(offer({ customer: born("2012-11-23") }))).toBe("send");
    // Only the year is known: the younger of the two ages counts.
    expect(verdict(offer({ customer: { birthYear: 2012 } }))).toBe("minimum_age");
    expect(verdict(offer({ customer: { birthYear: 2011 } }))).toBe("send");
  });
  it("CN-BANK-01: a product riskier than what the customer was found to bear is not offered", () => {
    expect(verdict(offer({ productRisk: 4, customer: { riskTolerance: 3 } }))).toBe("suitability");
    expect(verdict(offer({ productRisk: 3, customer: { riskTolerance: 3 } }))).toBe("send");
    expect(verdict(offer({ productRisk: 3 }))).toBe("suitability");
    expect(cited(ask(offer({ productRisk: 3 }), at("2025-06-02T12:00:00+08:00")), "suitability")).toEqual({ instrument: "consumer_2022", article: "11" });
  });
  it("CN-BANK-07: nobody of 65 or more is offered more than R2, whatever he was found to bear", () => {
    expect(verdict(offer({ productRisk: 3, customer: { ...born("1961-11-23"), riskTolerance: 5 } }))).toBe("suitability");
    expect(verdict(offer({ productRisk: 2, elderFriendlyText: true, customer: { ...born("1961-11-23"), riskTolerance: 5 } }))).toBe("send");
    expect(verdict(offer({ productRisk: 3, elderFriendlyText: true, customer: { ...born("1961-11-24"), riskTolerance: 5 } }))).toBe("send");
    expect(verdict(offer({ productRisk: 3, customer: { birthYear: 1961, riskTolerance: 5 } }))).toBe("suitability");
  });
  it("CN-OLD-01: who asked for elder-friendly texts gets them with a number where somebody answers, or no offer at all", () => {
    const customer = { preferences: { elderFriendly: true } };
    expect(verdict(offer({ customer }))).toBe("elder_variant");
    expect(verdict(offer({ elderFriendlyText: true, customer }))).toBe("send");
    // A notice about his own account is not kept from him.
    expect(verdict({ purpose: "account", customer })).toBe("send");
    expect(findings("养老金已到账", "account", { elderFriendly: true })).toContain("elderly_without_hotline");
  });
  it("CN-OLD-02: texts for the elderly are one short text without a link", () => {
    expect(findings(`${"长".repeat(70)}95599000`, "account", { elderFriendly: true })).toContain("elderly_too_long");
    expect(findings("详见https://m.hongyan-bank.example，95599000", "account", { elderFriendly: true })).toContain("link_for_elderly");
    expect(verdict(offer({ hasLink: true, customer: born("1960-01-01") }))).toBe("links");
    expect(verdict(offer({ hasLink: true, customer: born("1990-01-01") }))).toBe("send");
  });
  it("CN-JRT-01: a code stands in account and risk texts only, with a warning, and nobody is asked for one", () => {
    const variables = [{ name: "code", kind: "code" as const, label: "验证码", sample: "123456" }];
    expect(findings("验证码${code}", "account", { variables })).toContain("code_without_warning");
    expect(findings("验证码${code}，请勿告知他人", "loan", { variables })).toContain("code_outside_code_text");
    expect(findings("请回复您的验证码")).toContain("secret_asked");
  });
  it("CN-JRT-02: names, phones and numbers are masked on screen and never stand in a text in full", () => {
    expect([maskName("欧阳凤"), maskPhone("+8615412345678"), maskNumber("C0070000001")]).toEqual(["欧**", "154****5678", "C******0001"]);
    expect(findings("证件11010519491231002X已登记")).toContain("id_number");
    expect(findings("请联系154 1234 5678")).toContain("phone_number");
  });
  it("CN-CIV-01: nobody is disturbed too often, at night, or after a no", () => {
    const sent = (hours: number) => ({ at: new Date(NOON.getTime() - hours * 3_600_000), purpose: "promotion", channel: "sms", templateKey: "x", contentHash: null, asksFor: null, family: "spring" }) as const;
    expect(verdict(offer({ history: [sent(23)] }))).toBe("frequency_cap");
    expect(verdict(offer({ family: "spring", history: [sent(300), sent(500)] }))).toBe("family_cap");
    expect(verdict(offer({ history: Array.from({ length: 5 }, () => ({ ...sent(5), purpose: "account" as const })) }))).toBe("total_cap");
    expect(verdict(offer(), at("2026-11-23T21:00:00+08:00"))).toBe("wait");
    expect(verdict(offer({ customer: { consents: [word("withdrawn", "2026-02-01T00:00:00Z")] } }))).toBe("consent");
  });
  it("CN-FEE-01: small transactions are told to the elderly, migrant workers and subsidy accounts whatever the threshold", async () => {
    const { withValues } = await import("@/lib/domain/policy/values");
    const { PACK_SOURCES } = await import("@/lib/domain/policy/packs");
    const { decide } = await import("@/lib/domain/policy/decide");
    const { exampleFacts } = await import("@/lib/domain/policy/example-facts");
    const params = { threshold: 300, ownThreshold: true, announcedOn: "2026-11-01", elderlyAge: 60, exemptElderly: true, exemptMigrantWorkers: true, exemptSubsidies: true };
    const value = { rule: "small_amount", purpose: "account", channel: null, params, effectiveFrom: at("2026-10-01T00:00:00Z"), effectiveTo: null };
    const pack = withValues(PACK_SOURCES.CN, [value]);
    const told = (customer: NonNullable<Parameters<typeof exampleFacts>[0]>["customer"], yuan: number, now = NOON) => decide(pack, exampleFacts({ amountMicros: yuan * 1_000_000, ...(customer && { customer }) }), now).outcome;
    expect(told({}, 299)).toBe("withhold");
    expect(told({}, 300)).toBe("send");
    for (const group of ["elderly", "migrant_worker", "subsidy"] as const) expect([group, told({ groups: [group] }, 1)]).toEqual([group, "send"]);
    expect(told({ birthYear: 1966 }, 1)).toBe("send");
    // Before the day on which it was announced for, the threshold binds nobody.
    expect(told({}, 1, at("2026-10-15T12:00:00+08:00"))).toBe("send");
    // A customer may ask for less noise than the bank makes, also where the bank has no threshold.
    expect(verdict({ amountMicros: 5_000_000, customer: { preferences: { smallAmount: 10 } } })).toBe("small_amount");
    // The exemptions themselves cannot be edited away.
    const unfair = withValues(PACK_SOURCES.CN, [{ ...value, params: { ...params, exemptMigrantWorkers: false } }]);
    expect(decide(unfair, exampleFacts({ amountMicros: 1_000_000, customer: { groups: ["migrant_worker"] } }), NOON).outcome).toBe("send");
  });
});
