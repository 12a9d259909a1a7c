import { describe, expect, it } from "vitest";
import { classifyReply } from "@/lib/domain/reply/classify";
import { ask, at, cited, findings, NOON, offer, verdict, WAY_OUT, word } from "./ask";

describe("consent and refusal in mainland China", () => {
  it("CN-SMS-00: the same message is decided under Order 31 on 30 April 2026 and under Order 74 from 1 May", () => {
    const unasked = offer({ customer: { consents: [] } });
    expect(cited(ask(unasked, at("2026-04-30T12:00:00+08:00")), "consent")).toEqual({ instrument: "miit_31", article: "18" });
    expect(cited(ask(unasked, at("2026-05-02T12:00:00+08:00")), "consent")).toEqual({ instrument: "miit_74", article: "21" });
  });
  it("CN-SMS-01: no offer goes to anybody whose consent is not in the ledger", () => {
    expect(verdict(offer({ customer: { consents: [] } }))).toBe("consent");
    expect(verdict(offer())).toBe("send");
  });
  it("CN-SMS-03: an offer ends with the way out, and whoever takes it gets no further one", () => {
    expect(findings("春耕好物展销，详询95599000", "promotion")).toContain("opt_out_missing");
    expect(findings(`春耕好物展销，${WAY_OUT}`, "promotion")).toEqual([]);
    expect(classifyReply("R").class).toBe("refuse");
    expect(verdict(offer({ customer: { suppressions: [{ purpose: "promotion", channel: "sms", at: NOON, source: "reply" }] } }))).toBe("suppression");
  });
  it("CN-SMS-04: a text says truly and once, in front, who sends it", () => {
    expect(findings("您好", "account", { signature: "系统通知" })).toContain("signature_vague");
    expect(findings("您好", "account", { signature: "别家银行" })).toContain("signature_unknown");
    expect(findings("【鸿雁银行】您好")).toContain("signature_inside");
  });
  it("CN-SMS-05: whoever did not answer a question for consent is not asked again", () => {
    const asked = { at: at("2026-10-01T12:00:00+08:00"), purpose: "account", channel: "sms", templateKey: "ask", contentHash: null, asksFor: "promotion", family: null } as const;
    expect(verdict({ asksFor: "promotion", history: [asked] })).toBe("cooling_off");
    expect(verdict({ asksFor: "promotion", history: [{ ...asked, asksFor: null }] })).toBe("send");
    expect(cited(ask({ asksFor: "promotion", history: [asked] }, at("2016-10-10T12:00:00+08:00")), "cooling_off")?.instrument).toBe("miit_31");
  });
  it("CN-SMS-06: a refusal of texts also refuses calls, and the other way round", () => {
    const noon = at("2026-11-23T10:00:00+08:00");
    for (const [refused, channel] of [["sms", "voice"], ["voice", "sms"]] as const) {
      const customer = { preferences: { wantsCalls: true }, suppressions: [{ purpose: null, channel: refused, at: NOON, source: "reply" }] };
      expect(verdict({ purpose: "loan", channel, customer }, noon)).toBe("suppression");
    }
  });
  it("CN-AD-01: an offer needs consent, a true sender, a number to call and a way out", () => {
    expect(verdict(offer({ customer: { consents: [] } }))).toBe("consent");
    expect(findings("春耕好物展销", "promotion", { signature: "别家银行" })).toEqual(expect.arrayContaining(["signature_unknown", "promotion_without_contact", "opt_out_missing"]));
  });
  it("CN-CON-01: nothing commercial goes to a consumer who did not agree or clearly refused", () => {
    expect(verdict(offer({ customer: { consents: [] } }))).toBe("consent");
    expect(verdict(offer({ customer: { consents: [word("given", "2026-01-01T00:00:00Z"), word("withdrawn", "2026-02-01T00:00:00Z")] } }))).toBe("consent");
  });
  it("CN-PIPL-13: every purpose has its basis: offers an explicit yes, notices the contract unless refused, warnings the law", () => {
    const basis = (purpose: "account" | "loan" | "promotion" | "risk" | "education") => {
      const evidence = ask({ purpose }).trace.find((one) => one.rule === "consent")?.evidence;
      return evidence?.exempt === true ? "exempt" : evidence?.basis;
    };
    expect((["account", "loan", "promotion", "risk", "education"] as const).map(basis)).toEqual(["unless_withdrawn", "unless_withdrawn", "explicit", "exempt", "unless_withdrawn"]);
  });
  it("CN-PIPL-14: consent to one purpose is none to another, and consent under words that lapsed counts no more", () => {
    expect(verdict(offer({ customer: { consents: [word("given", "2026-01-01T00:00:00Z", "education")] } }))).toBe("consent");
    const lapsed = { ...word("given", "2026-01-01T00:00:00Z"), lapsesAt: at("2026-11-01T00:00:00Z") };
    expect(verdict(offer({ customer: { consents: [lapsed] } }))).toBe("consent");
    expect(verdict(offer({ customer: { consents: [lapsed] } }), at("2026-10-31T12:00:00+08:00"))).toBe("send");
  });
  it("CN-PIPL-16: refusing offers costs nobody a notice about his own accounts", () => {
    const customer = { consents: [word("withdrawn", "2026-02-01T00:00:00Z")], suppressions: [{ purpose: "promotion" as const, channel: null, at: NOON, source: "reply" }] };
    for (const purpose of ["account", "loan", "risk", "education"] as const) expect([purpose, verdict({ purpose, customer })]).toEqual([purpose, "send"]);
  });
  it("CN-PIPL-29: agreeing by one channel or for one purpose agrees to nothing else", () => {
    for (const [purpose, channel] of [["account", "sms"], ["loan", "sms"], ["promotion", "email"], ["promotion", "voice"]] as const)
      expect(verdict(offer({ customer: { consents: [word("given", "2026-01-01T00:00:00Z", purpose, channel)] } }))).toBe("consent");
  });
  it("CN-NDSR-22: whoever refused is not asked for consent for twelve months", () => {
    const asking = (consents: readonly ReturnType<typeof word>[]) => verdict({ asksFor: "promotion", customer: { consents } });
    expect(asking([word("withdrawn", "2025-11-24T12:00:00+08:00")])).toBe("cooling_off");
    expect(asking([word("withdrawn", "2025-11-23T12:00:00+08:00")])).toBe("send");
    expect(verdict({ asksFor: "promotion", customer: { suppressions: [{ purpose: null, channel: null, at: at("2026-06-01T00:00:00Z"), source: "complaint" }] } })).toBe("suppression");
    expect(cited(ask({ asksFor: "promotion" }), "cooling_off")).toEqual({ instrument: "data_security", article: "22" });
  });
  it("CN-BANK-02: silence is a no to offers", () => {
    expect(verdict(offer({ customer: { consents: [] } }))).toBe("consent");
  });
});
