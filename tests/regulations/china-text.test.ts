import { describe, expect, it } from "vitest";
import { createSignatureSchema } from "@/lib/domain/registers/schema";
import { acceptValue, editableRow } from "@/lib/domain/policy/values";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import { ask, at, cited, findings, NOON, offer, until, verdict, WAY_OUT } from "./ask";

describe("texts in mainland China", () => {
  it("CN-AD-03: nothing promises a return, and what may lose money says so", () => {
    expect(findings(`理财产品保本，${WAY_OUT}`, "promotion")).toContain("guarantee");
    expect(findings(`稳健理财新品上市，${WAY_OUT}`, "promotion")).toContain("investment_without_risk");
  });
  it("CN-AD-04: an offer does not dress up as an alarm", () => {
    expect(findings(`账户异常！办贷款来，${WAY_OUT}`, "promotion")).toContain("alarm_in_promotion");
  });
  it("CN-BANK-04: the price of a loan is an annual rate", () => {
    expect(findings(`贷款日息万分之二，利率3.85%起，${WAY_OUT}`, "promotion")).toContain("price_without_annual_rate");
    expect(findings(`贷款年化利率3.85%起（单利），${WAY_OUT}`, "promotion")).not.toContain("price_without_annual_rate");
  });
  it("CN-BANK-05: an offer of a loan with a price names its total cost, or its author says why not", () => {
    expect(findings(`贷款年化利率3.85%起（单利），${WAY_OUT}`, "promotion")).toContain("cost_table_missing");
    expect(findings(`贷款年化利率3.85%起（单利），综合融资成本见网点公示，${WAY_OUT}`, "promotion")).toEqual([]);
  });
  it.each(["低风险", "低门槛", "秒到账", "高收益", "低利率", "无成本"])("CN-BANK-06: no offer lures with %s, or leads to a host that is not the bank's", (lure) => {
    expect(findings(`${lure}贷款，${WAY_OUT}`, "promotion")).toContain("inducing");
    expect(findings(`贷款见https://agent.example，${WAY_OUT}`, "promotion")).toContain("link_unregistered");
  });
  it("CN-LINK-01: at most one link and two numbers, all registered, none a mobile", () => {
    expect(findings("见 https://m.hongyan-bank.example/a 或 https://m.hongyan-bank.example/b")).toContain("links_many");
    expect(findings("请致电95599000、95599000或95599000")).toContain("contacts_many");
    expect(findings("请致电95588")).toContain("contact_unregistered");
    expect(findings("请联系13912345678")).toContain("phone_number");
  });
  it("CN-OPT-01: offers end with exactly the carriers' words, notices carry none", () => {
    expect(findings("展销，详询95599000，退订回T", "promotion")).toContain("opt_out_missing");
    expect(findings("展销，详询95599000，拒收请回复R。", "promotion")).toContain("opt_out_missing");
    expect(findings("您的账户有变动，拒收请回复R")).toContain("opt_out_in_notice");
  });
  it("CN-TPL-01: no 【】 inside, no more than 500 characters, no variables side by side", () => {
    const variables = (["a", "b"] as const).map((name) => ({ name, kind: "text" as const, label: name, sample: name }));
    expect(findings("【别家】您好")).toContain("signature_inside");
    expect(findings("长".repeat(501))).toContain("text_too_long");
    expect(findings("${a}${b}您好", "account", { variables })).toContain("variables_adjacent");
    expect(findings("${a}与${b}您好", "account", { variables })).not.toContain("variables_adjacent");
  });
  it("CN-SIGN-02: a signature has two to twelve letters and no symbols", () => {
    const fits = (text: string) => createSignatureSchema.safeParse({ text }).success;
    expect(["鸿雁银行", "鸿", "鸿雁银行鸿雁银行鸿雁银行鸿", "鸿雁-银行", "【鸿雁】"].map(fits)).toEqual([true, false, false, false, false]);
  });
  it("CN-SIGN-01, CN-FRAUD-31: what carries a name that no carrier has on file does not leave", () => {
    expect(verdict({ senderRegistered: false })).toBe("sender_registration");
    expect(verdict({ senderRegistered: true })).toBe("send");
  });
  it("CN-PIPL-21: personal data goes to no provider whose contract has ended", () => {
    const provider = (contractEndsAt: Date | null) => ({ contractEndsAt, takesOffers: true });
    expect(verdict({ provider: provider(NOON) })).toBe("provider_contract");
    expect(verdict({ provider: provider(new Date(NOON.getTime() + 1)) })).toBe("send");
    expect(verdict({ provider: provider(null) })).toBe("send");
  });
  it("CN-CLOUD-01: no offer goes through a provider who takes none of finance", () => {
    const provider = { contractEndsAt: null, takesOffers: false };
    expect(verdict(offer({ provider }))).toBe("provider_contract");
    expect(verdict({ provider })).toBe("send");
  });
  it("CN-FRAUD-30: a warning of fraud needs no consent, waits for no hour, and carries no link", () => {
    const night = at("2026-11-23T03:00:00+08:00");
    expect(verdict({ purpose: "risk", customer: { preferences: { quietHours: { fromMinute: 0, toMinute: 0 }, channels: [] } } }, night)).toBe("send");
    expect(verdict({ purpose: "risk", hasLink: true }, night)).toBe("links");
    expect(findings("可疑登录，见 https://m.hongyan-bank.example", "risk")).toContain("link_in_risk");
  });
  it("CN-QUIET-01: offers leave between 08:00 and 20:00, and no setting opens the night", () => {
    expect(until(ask(offer(), at("2026-11-23T20:00:00+08:00")))).toBe("2026-11-24T00:00:00.000Z");
    expect(verdict(offer(), at("2026-11-23T08:00:00+08:00"))).toBe("send");
    const row = editableRow(PACK_SOURCES.CN, { rule: "quiet_hours", purpose: "promotion", channel: null }, NOON);
    const hours = (fromMinute: number, toMinute: number) => ({ exempt: false, ownHours: true, fromMinute, toMinute, breakFromMinute: null, breakToMinute: null });
    expect(row.ok && [acceptValue(row.value, hours(480, 1260)).ok, acceptValue(row.value, hours(479, 1200)).ok, acceptValue(row.value, hours(480, 1261)).ok]).toEqual([true, false, false]);
  });
  it("CN-BANK-08: reminders of debts rest from 22:00 to 08:00", () => {
    expect(until(ask({ purpose: "loan" }, at("2026-11-23T22:00:00+08:00")))).toBe("2026-11-24T00:00:00.000Z");
    expect(verdict({ purpose: "loan" }, at("2026-11-23T21:59:00+08:00"))).toBe("send");
  });
  it("CN-FREQ-01: one offer a day and four in thirty days, fewer than any provider lets through", () => {
    const sent = (hours: number) => ({ at: new Date(NOON.getTime() - hours * 3_600_000), purpose: "promotion", channel: "sms", templateKey: "x", contentHash: null, asksFor: null, family: null }) as const;
    expect(verdict(offer({ history: [sent(1)] }))).toBe("frequency_cap");
    expect(verdict(offer({ history: [sent(30), sent(170), sent(340), sent(500)] }))).toBe("frequency_cap");
    expect(verdict(offer({ history: [sent(30)] }))).toBe("send");
  });
  it("CN-CALL-01, CN-CALL-02: calls go to those who asked for them, mornings and afternoons, once a day, never with an offer", () => {
    const call = (over = {}) => ({ purpose: "loan", channel: "voice", customer: { preferences: { wantsCalls: true } }, ...over }) as const;
    const ten = at("2026-11-23T10:00:00+08:00");
    expect(verdict(call(), ten)).toBe("send");
    expect(verdict(call({ customer: {} }), ten)).toBe("no_call");
    expect(verdict(call({ purpose: "promotion" }), ten)).toBe("no_call");
    expect(until(ask(call(), at("2026-11-23T12:30:00+08:00")))).toBe("2026-11-23T06:00:00.000Z");
    expect(until(ask(call(), at("2026-11-23T20:30:00+08:00")))).toBe("2026-11-24T01:00:00.000Z");
    const called = { at: at("2026-11-23T09:00:00+08:00"), purpose: "loan", channel: "voice", templateKey: "x", contentHash: null, asksFor: null, family: null } as const;
    expect(verdict(call({ history: [called] }), ten)).toBe("frequency_cap");
    expect(cited(ask(call(), ten), "no_call")?.instrument).toBe("call_plan");
    // Those who are called have their holidays: 1 to 3 January 2026. Over the week of October a call loses its worth.
    expect(until(ask(call(), at("2026-01-02T10:00:00+08:00")))).toBe("2026-01-04T01:00:00.000Z");
    expect(verdict(call(), at("2026-10-01T10:00:00+08:00"))).toBe("validity");
  });
});
