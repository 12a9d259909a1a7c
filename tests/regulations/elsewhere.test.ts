import { describe, expect, it } from "vitest";
import { classifyReply } from "@/lib/domain/reply/classify";
import { PACK_CODES } from "@/lib/domain/policy/pack";
import { rulesInForce, rulePack } from "@/lib/domain/policy/pack";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import { ask, at, cited, findings, NOON, offer, until, verdict, word } from "./ask";

const somewhere = (timeZone: string) => offer({ customer: { timeZone } });

describe("other countries", () => {
  it("US-TCPA-01: offers reach a customer between 8 and 21 of his own clock, and of every clock that may be his", () => {
    expect(verdict(somewhere("America/New_York"), at("2026-11-23T13:00:00Z"), "US")).toBe("send");
    expect(until(ask(somewhere("America/New_York"), at("2026-11-23T12:59:00Z"), "US"))).toBe("2026-11-23T13:00:00.000Z");
    expect(until(ask(somewhere("America/New_York"), at("2026-11-24T02:00:00Z"), "US"))).toBe("2026-11-24T13:00:00.000Z");
    // Nobody knows where he is: 8 in Honolulu is 13 in New York, where 21 comes first.
    expect(until(ask(somewhere("nowhere"), at("2026-11-23T13:00:00Z"), "US"))).toBe("2026-11-23T18:00:00.000Z");
    expect(verdict(somewhere("nowhere"), at("2026-11-24T01:59:00Z"), "US")).toBe("send");
    expect(until(ask(somewhere("nowhere"), at("2026-11-24T02:00:00Z"), "US"))).toBe("2026-11-24T18:00:00.000Z");
  });
  it("US-TCPA-02: a refusal in any of the usual words holds at once, and may be confirmed once within five minutes", () => {
    for (const text of ["STOP", "quit", "End", "CANCEL", "unsubscribe"]) expect([text, classifyReply(text).class]).toEqual([text, "refuse"]);
    const noon = at("2026-11-23T18:00:00Z");
    expect(verdict(offer({ customer: { timeZone: "America/New_York", suppressions: [{ purpose: "promotion", channel: null, at: noon, source: "reply" }] } }), noon, "US")).toBe("suppression");
    expect(rulesInForce(rulePack(PACK_SOURCES.US), "promotion", "sms", noon.getTime()).refusal_confirmation?.params).toEqual({ allowed: true, withinMinutes: 5 });
  });
  it("US-TCPA-03: unregistered traffic does not leave", () => {
    expect(verdict(offer({ senderRegistered: false, customer: { timeZone: "America/New_York" } }), at("2026-11-23T18:00:00Z"), "US")).toBe("sender_registration");
  });
  it("US-KEY-01: HELP asks for help, START comes back", () => {
    expect([classifyReply("HELP").class, classifyReply("start").class, classifyReply("UNSTOP").class]).toEqual(["help", "return", "return"]);
  });
  it("UK-PECR-22: offers need consent", () => {
    const nobody = offer({ customer: { timeZone: "Europe/London", consents: [] } });
    expect(verdict(nobody, NOON, "GB")).toBe("consent");
    expect(cited(ask(nobody, NOON, "GB"), "consent", "GB")).toEqual({ instrument: "gb_pecr", article: "22" });
  });
  it("UK-NCSC-01: what looks like phishing is not written", () => {
    expect(findings("详情见 t.cn/abc")).toContain("link_shortened");
    expect(findings("请回复您的密码")).toContain("secret_asked");
    expect(findings("账户将停用，见https://m.hongyan-bank.example")).toContain("urgency_with_link");
    expect(findings("请登录pаypal办理")).toContain("mixed_script");
  });
  it("EU-GDPR-21: an objection holds, whatever consent was given before and however long ago it was made", () => {
    const consents = [word("given", "2019-01-01T00:00:00Z"), word("withdrawn", "2019-02-01T00:00:00Z")];
    const noon = at("2026-11-23T11:00:00Z");
    expect(verdict(offer({ customer: { timeZone: "Europe/Berlin", consents } }), noon, "EU")).toBe("consent");
    expect(verdict(offer({ customer: { timeZone: "Europe/Berlin", suppressions: [{ purpose: null, channel: null, at: at("2019-02-01T00:00:00Z"), source: "page" }] } }), noon, "EU")).toBe("suppression");
  });
  it("IN-DLT-01: nothing leaves under a header that is not registered", () => {
    expect(verdict({ senderRegistered: false, customer: { timeZone: "Asia/Kolkata" } }, at("2026-11-23T07:00:00Z"), "IN")).toBe("sender_registration");
  });
  it("IN-DLT-02: offers between 10 and 21 in India", () => {
    expect(until(ask(somewhere("Asia/Kolkata"), at("2026-11-23T09:59:00+05:30"), "IN"))).toBe("2026-11-23T04:30:00.000Z");
    expect(verdict(somewhere("Asia/Kolkata"), at("2026-11-23T10:00:00+05:30"), "IN")).toBe("send");
    expect(verdict(somewhere("Asia/Kolkata"), at("2026-11-23T21:00:00+05:30"), "IN")).toBe("wait");
  });
  it("SG-SSIR-01: nothing leaves under a sender id that is not registered", () => {
    expect(verdict({ senderRegistered: false, customer: { timeZone: "Asia/Singapore" } }, NOON, "SG")).toBe("sender_registration");
  });
  it("SG-MAS-01: no bank text carries a link, whatever its purpose", () => {
    for (const purpose of ["account", "loan", "risk", "education"] as const) expect(verdict({ purpose, hasLink: true, customer: { timeZone: "Asia/Singapore" } }, NOON, "SG")).toBe("links");
    expect(verdict({ amountMicros: 99_000_000, customer: { timeZone: "Asia/Singapore" } }, NOON, "SG")).toBe("small_amount");
    expect(verdict({ amountMicros: 100_000_000, customer: { timeZone: "Asia/Singapore" } }, NOON, "SG")).toBe("send");
  });
  it("keep the promises of everywhere: no offer without a yes, none after a no, no call to those who did not ask", () => {
    const noon = at("2026-11-23T04:00:00Z");
    for (const code of PACK_CODES) {
      const timeZone = PACK_SOURCES[code].timeZones[0];
      const day = { timeZone, consents: [] };
      expect([code, verdict(offer({ customer: day }), noon, code)]).toEqual([code, "consent"]);
      expect([code, verdict(offer({ customer: { timeZone, suppressions: [{ purpose: null, channel: null, at: noon, source: "reply" }] } }), noon, code)]).toEqual([code, "suppression"]);
      expect([code, verdict({ purpose: "loan", channel: "voice", customer: { timeZone } }, noon, code)]).toEqual([code, "no_call"]);
    }
  });
});
