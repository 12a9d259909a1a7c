import { beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/api/v1/decisions/route";
import { decisionMadeShape, type DecisionRequest } from "@/lib/domain/api/decision-shapes";
import { RULE_IDS } from "@/lib/domain/policy/rules";
import { db } from "@/lib/server/db/client";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeConsent, makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let officer: string;
beforeAll(async () => {
  tree = await makeBranchTree();
  officer = (await makeApiKey(tree.head, "officer")).key;
});

const agreed = { purpose: "promotion", channel: "sms", state: "given", at: "2026-01-05T10:00:00+08:00" } as const;
const noon = "2026-11-20T12:00:00+08:00";
const offer = (over: object = {}) => ({ at: noon, purpose: "promotion", channel: "sms", customer: { timeZone: "Asia/Shanghai", consents: [agreed] }, ...over });
const person = (over: object) => offer({ customer: { timeZone: "Asia/Shanghai", consents: [agreed], ...over } });

async function ask(body: object, headers = {}) {
  const answered = await call(POST, { key: officer, body, headers });
  expect([answered.status, answered.body]).toEqual([200, expect.anything()]);
  return decisionMadeShape.parse(answered.body);
}
const reason = (made: Awaited<ReturnType<typeof ask>>, rule: string) => made.reasons.find((one) => one.rule === rule);

describe("POST /decisions about a customer who is described", () => {
  it("sends what nothing is against, and names every rule that was asked with what it rests on", async () => {
    const made = await ask(offer());
    expect(made.decision).toBe("send");
    expect(made.until).toBeUndefined();
    expect(made.reasons.map((one) => one.rule)).toEqual([...RULE_IDS]);
    for (const one of made.reasons) {
      expect(one.instrument, one.rule).not.toBe("");
      expect(one.message, one.rule).not.toMatch(/^policy\.|\{/);
    }
    expect(reason(made, "consent")).toMatchObject({ outcome: "pass", instrument: "通信短信息服务管理规定（工信部令第74号）", article: "21" });
  });

  it("cites Order 31 until 2026-04-30 and Order 74 from 2026-05-01 for the same message", async () => {
    const cited = async (at: string) => {
      const consent = reason(await ask(offer({ at })), "consent");
      return [consent?.instrument, consent?.article];
    };
    expect(await cited("2026-04-30T12:00:00+08:00")).toEqual(["通信短信息服务管理规定（工信部令第31号）", "18"]);
    expect(await cited("2026-04-30T23:59:59+08:00")).toEqual(["通信短信息服务管理规定（工信部令第31号）", "18"]);
    expect(await cited("2026-05-01T00:00:00+08:00")).toEqual(["通信短信息服务管理规定（工信部令第74号）", "21"]);
    expect(await cited("2026-05-02T12:00:00+08:00")).toEqual(["通信短信息服务管理规定（工信部令第74号）", "21"]);
  });

  it("waits for the hours that the law and the customer both allow", async () => {
    expect(await ask(offer({ at: "2026-11-20T22:15:00+08:00" }))).toMatchObject({ decision: "wait", until: "2026-11-21T00:00:00.000Z" });
    const late = await ask(person({ preferences: { quietHours: { from: "18:00", to: "10:30" } } }));
    expect(late.decision).toBe("send");
    expect(await ask({ ...person({ preferences: { quietHours: { from: "18:00", to: "10:30" } } }), at: "2026-11-20T19:00:00+08:00" })).toMatchObject({ decision: "wait", until: "2026-11-21T02:30:00.000Z" });
    // The hours are those where the customer is.
    expect(await ask({ ...offer({ at: "2026-11-20T20:30:00+08:00" }), customer: { timeZone: "Asia/Urumqi", consents: [agreed] } })).toMatchObject({ decision: "send" });
  });

  it.each<[string, object, string]>([
    ["who never agreed", { consents: [] }, "consent"],
    ["who agreed and withdrew", { consents: [agreed, { ...agreed, state: "withdrawn", at: "2026-02-01T10:00:00+08:00" }] }, "consent"],
    ["in the refusal register", { suppressed: true }, "suppression"],
    ["who wants offers by no channel", { preferences: { channels: { promotion: [] } } }, "channel_preference"],
    ["who is a child", { birthDate: "2015-01-01" }, "minimum_age"],
    ["who had an offer today", { history: [{ at: "2026-11-20T09:00:00+08:00", purpose: "promotion", channel: "sms" }] }, "frequency_cap"],
    ["who asked for elder-friendly texts, with a plain one", { preferences: { elderFriendly: true } }, "elder_variant"],
  ])("withholds from one %s", async (_, customer, rule) => {
    const made = await ask(person(customer));
    expect([made.decision, made.reasons.find((one) => one.outcome === "withhold")?.rule]).toEqual(["withhold", rule]);
  });

  it("calls nobody who did not ask to be called, and nobody about offers", async () => {
    const calling = (purpose: string, preferences: object) => ask({ ...person({ preferences }), purpose, channel: "voice" });
    expect((await calling("loan", {})).decision).toBe("withhold");
    expect((await calling("loan", { wantsCalls: true })).decision).not.toBe("withhold");
    expect((await calling("promotion", { wantsCalls: true })).decision).toBe("withhold");
  });

  it("sees the link of a text, and another country's rules", async () => {
    const link = (pack: string) => ask({ ...offer({ text: "详情见 https://m.bank.com" }), pack });
    expect((await link("CN")).decision).toBe("send");
    const singapore = await link("SG");
    expect(singapore.decision).toBe("withhold");
    expect(reason(singapore, "links")).toMatchObject({ outcome: "withhold", instrument: "MAS/ABS measures of 2022-01-19" });
  });

  it("speaks the language that is asked for", async () => {
    const at = "2026-11-20T22:15:00+08:00";
    const english = reason(await ask(offer({ at })), "quiet_hours");
    const chinese = reason(await ask(offer({ at }), { "Accept-Language": "zh-CN" }), "quiet_hours");
    expect(english?.message).toContain("Waits until");
    expect(chinese?.message).toMatch(/\p{Script=Han}/u);
    expect(chinese?.evidence).toEqual(english?.evidence);
  });

  it("leaves no trace: nobody was looked at", async () => {
    const count = () => db().auditEntry.count();
    const before = await count();
    await ask(offer());
    expect(await count()).toBe(before);
  });
});

describe("POST /decisions about a customer of the bank", () => {
  it("decides by the ledger as it stood at that instant, and records who looked", async () => {
    const customer = await makeCustomer(tree.branch, { agreed: ["promotion"] });
    await makeConsent(customer.id, "promotion", "withdrawn", new Date("2026-06-01T00:00:00Z"));
    const at = (instant: string) => ask(offer({ at: instant, customer: { number: customer.number } }));
    expect((await at("2026-05-20T12:00:00+08:00")).decision).toBe("send");
    expect((await at("2026-06-02T12:00:00+08:00")).decision).toBe("withhold");
    const traces = await db().auditEntry.findMany({ where: { action: "decision.tried", subjectId: customer.id }, select: { branchPath: true, detail: true }, orderBy: { seq: "asc" } });
    expect(traces).toHaveLength(2);
    expect(traces[0]).toMatchObject({ branchPath: tree.branch.path, detail: { outcome: "send", purpose: "promotion", pack: "CN" } });
  });

  it("knows nothing of customers and templates outside the key's branches", async () => {
    const { key } = await makeApiKey(tree.branch, "officer");
    const elsewhere = await makeCustomer(tree.neighbour, { agreed: ["promotion"] });
    const template = await makeTemplate(tree.neighbour, { purpose: "promotion" });
    const who = await call(POST, { key, body: offer({ customer: { number: elsewhere.number } }) });
    const what = await call(POST, { key, body: offer({ template: template.key }) });
    expect(problemOf(who).errors).toMatchObject([{ pointer: "#/customer/number", code: "customer.not_found" }]);
    expect(problemOf(what).errors).toMatchObject([{ pointer: "#/template", code: "template.not_found" }]);
  });

  it("renders a template with its sample values and refuses a purpose that is not the template's", async () => {
    const template = await makeTemplate(tree.head, { purpose: "risk", text: "谨防诈骗，详见 https://m.bank.com" });
    const made = await ask({ ...offer({ template: template.key }), purpose: "risk" });
    // A warning of fraud carries no link.
    expect(reason(made, "links")?.outcome).toBe("withhold");
    const differing = await call(POST, { key: officer, body: offer({ template: template.key }) });
    expect(problemOf(differing).errors).toMatchObject([{ pointer: "#/purpose", code: "decision.purpose_differs" }]);
  });
});

describe("a malformed question", () => {
  it.each<[string, unknown, string, string]>([
    ["without a customer", { ...offer(), customer: undefined }, "#/customer", "api.required"],
    ["about nobody", offer({ customer: {} }), "#/customer/number", "decision.number_or_description"],
    ["about a number and a description", offer({ customer: { number: "C1", timeZone: "Asia/Shanghai" } }), "#/customer/number", "decision.number_or_description"],
    ["without a zone", offer({ customer: { suppressed: true } }), "#/customer/timeZone", "api.required"],
    ["with a zone that does not exist", offer({ customer: { timeZone: "Asia/Nowhere" } }), "#/customer/timeZone", "decision.unknown_zone"],
    ["with quiet hours that are no time", person({ preferences: { quietHours: { from: "25:00", to: "08:00" } } }), "#/customer/preferences/quietHours/from", "policy.not_a_time"],
    ["at no instant", offer({ at: "yesterday" }), "#/at", "api.malformed_instant"],
    ["in an unknown pack", offer({ pack: "XX" }), "#/pack", "api.not_one_of"],
    ["with an unknown member", offer({ colour: "red" }), "#/colour", "api.unknown_field"],
  ])("%s is refused at its place", async (_, body, pointer, code) => {
    const answered = await call(POST, { key: officer, body });
    expect(answered.status).toBe(422);
    expect(problemOf(answered).errors.map((one) => [one.pointer, one.code])).toContainEqual([pointer, code]);
  });
});

// The examples of the document are questions that the route takes.
const example: Partial<DecisionRequest> = { at: noon, purpose: "promotion", channel: "sms" };
it("every role may ask", async () => {
  for (const role of ["officer", "reviewer", "manager", "administrator"] as const) {
    const { key } = await makeApiKey(tree.branch, role);
    expect((await call(POST, { key, body: { ...example, customer: { timeZone: "Asia/Shanghai" } } })).status).toBe(200);
  }
});
