import { describe, expect, it } from "vitest";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { decide } from "./decide";
import { exampleFacts } from "./example-facts";
import { citationOf, rulePack } from "./pack";
import { CN_PACK, CN_SOURCE } from "./packs/cn";
import { RULE_IDS, type RuleId } from "./rules";

const NOON = new Date("2026-11-23T12:00:00+08:00");
const at = (text: string) => new Date(text);
const agreed = {
  purpose: "promotion" as const,
  channel: "sms" as const,
  state: "given" as const,
  at: at("2026-01-05T10:00:00+08:00"),
  source: "branch",
};
const refused = { ...agreed, state: "withdrawn" as const, at: at("2026-03-03T09:00:00+08:00"), source: "reply" };
const promotion = (over: Parameters<typeof exampleFacts>[0] = {}) =>
  exampleFacts({
    purpose: "promotion",
    templateKey: "offer",
    ...over,
    customer: { consents: [agreed], ...over.customer },
  });
const entry = (decision: ReturnType<typeof decide>, rule: RuleId) => decision.trace.find((one) => one.rule === rule);

describe("decide", () => {
  it("asks every rule in order and keeps what each answered, also after one withheld", () => {
    for (const facts of [exampleFacts(), promotion({ customer: { closed: true, hasContactPoint: false } })]) {
      expect(decide(CN_PACK, facts, NOON).trace.map((one) => one.rule)).toEqual(RULE_IDS);
    }
  });
  it("sends what no rule is against", () => {
    for (const purpose of PURPOSES) {
      const facts = exampleFacts({ purpose, customer: { consents: [agreed] } });
      expect(decide(CN_PACK, facts, NOON).outcome, purpose).toBe("send");
    }
  });
  it("names the first rule that withholds", () => {
    const facts = promotion({
      branchInScope: false,
      customer: { consents: [], suppressions: [{ purpose: null, channel: null, at: NOON, source: "reply" }] },
    });
    expect(decide(CN_PACK, facts, NOON)).toMatchObject({ outcome: "withhold", rule: "branch_scope" });
  });
  it("withholds rather than waits when both would apply", () => {
    const decision = decide(CN_PACK, promotion({ customer: { consents: [refused] } }), at("2026-11-23T23:00:00+08:00"));
    expect(decision).toMatchObject({ outcome: "withhold", rule: "consent" });
    expect(entry(decision, "quiet_hours")?.outcome).toBe("wait");
  });
  it("cites Order 31 until 30 April 2026 and Order 74 from 1 May, for the very same facts", () => {
    const cited = (when: string) => {
      const decision = decide(CN_PACK, promotion({ customer: { consents: [] } }), at(when));
      expect(decision).toMatchObject({ outcome: "withhold", rule: "consent" });
      return citationOf(CN_PACK, entry(decision, "consent")?.row ?? null);
    };
    expect(cited("2026-04-30T12:00:00+08:00")).toEqual({ instrument: "miit_31", article: "18" });
    expect(cited("2026-04-30T23:59:59+08:00")?.instrument).toBe("miit_31");
    expect(cited("2026-05-01T00:00:00+08:00")?.instrument).toBe("miit_74");
    expect(cited("2026-05-02T12:00:00+08:00")).toEqual({ instrument: "miit_74", article: "21" });
  });
  it("withholds when a rule that every pack must have has no row in force", () => {
    for (const rule of [
      "closed_customer",
      "contact_point",
      "branch_scope",
      "no_call",
      "suppression",
      "consent",
    ] as const) {
      const pack = rulePack({ ...CN_SOURCE, rows: CN_SOURCE.rows.filter((row) => row.rule !== rule) });
      expect(decide(pack, promotion(), NOON)).toMatchObject({ outcome: "withhold", rule });
    }
    expect(decide(CN_PACK, promotion(), at("2001-01-01T12:00:00Z")).outcome).toBe("withhold");
  });
});

describe("people", () => {
  it("are not written to after their accounts are closed, without a contact point, or by another branch", () => {
    expect(decide(CN_PACK, exampleFacts({ customer: { closed: true } }), NOON)).toMatchObject({
      outcome: "withhold",
      rule: "closed_customer",
    });
    expect(decide(CN_PACK, exampleFacts({ customer: { hasContactPoint: false } }), NOON)).toMatchObject({
      rule: "contact_point",
    });
    expect(decide(CN_PACK, exampleFacts({ branchInScope: false }), NOON)).toMatchObject({ rule: "branch_scope" });
  });
  it("are called only where they asked for calls", () => {
    const call = (preferences: { wantsCalls?: boolean; channels?: readonly ("sms" | "voice")[] | null }) =>
      decide(
        CN_PACK,
        exampleFacts({ purpose: "loan", channel: "voice", customer: { preferences } }),
        at("2026-11-23T10:00:00+08:00"),
      );
    expect(call({})).toMatchObject({ outcome: "withhold", rule: "no_call" });
    expect(call({ channels: ["sms"] })).toMatchObject({ outcome: "withhold", rule: "no_call" });
    expect(call({ wantsCalls: true }).outcome).toBe("send");
    expect(call({ channels: ["sms", "voice"] }).outcome).toBe("send");
    expect(call({ channels: ["sms"], wantsCalls: true }).outcome).toBe("send");
  });
  it("are never called with an offer", () => {
    const consents = [{ ...agreed, channel: "voice" as const }];
    const decision = decide(
      CN_PACK,
      promotion({ channel: "voice", customer: { consents, preferences: { wantsCalls: true } } }),
      at("2026-11-23T10:00:00+08:00"),
    );
    expect(decision).toMatchObject({ outcome: "withhold", rule: "no_call" });
  });
  it("are reached only through the channels they named, except when warned of fraud", () => {
    const preferences = { channels: ["email"] as const };
    expect(decide(CN_PACK, exampleFacts({ customer: { preferences } }), NOON)).toMatchObject({
      outcome: "withhold",
      rule: "channel_preference",
    });
    expect(decide(CN_PACK, exampleFacts({ purpose: "risk", customer: { preferences } }), NOON).outcome).toBe("send");
    expect(decide(CN_PACK, exampleFacts({ customer: { preferences: { channels: [] } } }), NOON)).toMatchObject({
      outcome: "withhold",
      rule: "channel_preference",
    });
  });
  it("who refused profiling are left out of audiences chosen by a score", () => {
    const customer = { preferences: { noProfiling: true } };
    expect(decide(CN_PACK, promotion({ audienceUsesScore: true, customer }), NOON)).toMatchObject({
      outcome: "withhold",
      rule: "profiling",
    });
    expect(decide(CN_PACK, promotion({ audienceUsesScore: false, customer }), NOON).outcome).toBe("send");
    expect(decide(CN_PACK, promotion({ audienceUsesScore: true, assessed: true }), NOON).outcome).toBe("send");
  });
});

describe("refusals", () => {
  const suppressed = (over: { purpose: "promotion" | "loan" | null; channel: "sms" | "email" | "voice" | null }) => ({
    suppressions: [{ ...over, at: NOON, source: "reply:TD" }],
  });
  it("of offers stop offers at once, and nothing else", () => {
    const customer = suppressed({ purpose: "promotion", channel: null });
    const decision = decide(CN_PACK, promotion({ customer }), NOON);
    expect(decision).toMatchObject({ outcome: "withhold", rule: "suppression" });
    expect(entry(decision, "suppression")?.evidence).toMatchObject({
      scope: "promotion",
      source: "reply",
      word: "TD",
      at: NOON.toISOString(),
    });
    for (const purpose of ["account", "loan", "risk", "education"] as const) {
      expect(decide(CN_PACK, exampleFacts({ purpose, customer }), NOON).outcome, purpose).toBe("send");
    }
  });
  it("of everything stop everything", () => {
    for (const purpose of PURPOSES) {
      const facts = exampleFacts({
        purpose,
        customer: { consents: [agreed], ...suppressed({ purpose: null, channel: null }) },
      });
      expect(decide(CN_PACK, facts, NOON)).toMatchObject({ outcome: "withhold", rule: "suppression" });
    }
  });
  it("of texts are refusals of the phone, not of e-mail", () => {
    const customer = suppressed({ purpose: "loan", channel: "sms" });
    const preferences = { wantsCalls: true };
    const morning = at("2026-11-23T10:00:00+08:00");
    expect(
      decide(
        CN_PACK,
        exampleFacts({ purpose: "loan", channel: "voice", customer: { ...customer, preferences } }),
        morning,
      ),
    ).toMatchObject({ rule: "suppression" });
    expect(decide(CN_PACK, exampleFacts({ purpose: "loan", channel: "email", customer }), NOON).outcome).toBe("send");
  });
});

describe("consent", () => {
  it("is needed for every offer, for its own channel", () => {
    expect(decide(CN_PACK, promotion({ customer: { consents: [] } }), NOON)).toMatchObject({
      outcome: "withhold",
      rule: "consent",
    });
    expect(decide(CN_PACK, promotion({ channel: "email" }), NOON)).toMatchObject({
      outcome: "withhold",
      rule: "consent",
    });
  });
  it("is explained by the customer's own word", () => {
    const decision = decide(CN_PACK, promotion({ customer: { consents: [agreed, refused] } }), NOON);
    expect(entry(decision, "consent")?.evidence).toMatchObject({
      state: "withdrawn",
      at: "2026-03-03T01:00:00.000Z",
      source: "reply",
      word: "R",
    });
  });
  it("is presumed for a customer's own business until withdrawn for that purpose", () => {
    for (const purpose of ["account", "loan", "education"] as const) {
      const consents = [{ ...refused, purpose }];
      expect(decide(CN_PACK, exampleFacts({ purpose, customer: { consents: [refused] } }), NOON).outcome).toBe("send");
      expect(decide(CN_PACK, exampleFacts({ purpose, customer: { consents } }), NOON)).toMatchObject({
        outcome: "withhold",
        rule: "consent",
      });
    }
  });
  it("never stands between a customer and a fraud warning (反诈法 30)", () => {
    const consents = PURPOSES.map((purpose) => ({ ...refused, purpose }));
    expect(decide(CN_PACK, exampleFacts({ purpose: "risk", customer: { consents } }), NOON).outcome).toBe("send");
  });
});

describe("repetition", () => {
  const sent = (hoursAgo: number, over: object = {}) => ({
    at: new Date(NOON.getTime() - hoursAgo * 3_600_000),
    purpose: "promotion" as const,
    channel: "sms" as const,
    templateKey: "other",
    contentHash: null,
    asksFor: null,
    family: null,
    ...over,
  });
  it("of offers is capped by day, week and month in rolling windows", () => {
    const cap = (history: ReturnType<typeof sent>[]) => {
      const decision = decide(CN_PACK, promotion({ history }), NOON);
      return decision.outcome === "withhold"
        ? [decision.rule, entry(decision, "frequency_cap")?.evidence.window]
        : decision.outcome;
    };
    expect(cap([sent(23)])).toEqual(["frequency_cap", "day"]);
    expect(cap([sent(24)])).toBe("send");
    expect(cap([sent(30), sent(100)])).toEqual(["frequency_cap", "week"]);
    expect(cap([sent(30), sent(170), sent(340), sent(500)])).toEqual(["frequency_cap", "month"]);
    expect(cap([sent(30), sent(170), sent(340), sent(721)])).toBe("send");
  });
  it("counts a message dated after now, because clocks of two machines differ", () => {
    expect(decide(CN_PACK, promotion({ history: [sent(-1)] }), NOON)).toMatchObject({ rule: "frequency_cap" });
  });
  it("is never an excuse to wait: the message is withheld", () => {
    expect(decide(CN_PACK, promotion({ history: [sent(23)] }), NOON).outcome).toBe("withhold");
  });
  it("of one purpose does not use up another's", () => {
    expect(decide(CN_PACK, promotion({ history: [sent(1, { purpose: "account" })] }), NOON).outcome).toBe("send");
  });
  it("of the same text within the window is withheld, of fraud warnings never", () => {
    const history = [sent(0.5, { purpose: "account", contentHash: "abc" })];
    expect(decide(CN_PACK, exampleFacts({ history, contentHash: "abc" }), NOON)).toMatchObject({
      outcome: "withhold",
      rule: "duplicate",
    });
    expect(decide(CN_PACK, exampleFacts({ history, contentHash: "abd" }), NOON).outcome).toBe("send");
    expect(
      decide(CN_PACK, exampleFacts({ history: [sent(1, { contentHash: "abc" })], contentHash: "abc" }), NOON).outcome,
    ).toBe("send");
    expect(decide(CN_PACK, exampleFacts({ purpose: "risk", history, contentHash: "abc" }), NOON).outcome).toBe("send");
  });
  it("of the same offer is withheld also where its words differ", () => {
    const decision = decide(
      CN_PACK,
      promotion({ history: [sent(48, { templateKey: "offer", contentHash: "x" })], contentHash: "y" }),
      NOON,
    );
    expect(decision).toMatchObject({ outcome: "withhold", rule: "duplicate" });
    expect(entry(decision, "duplicate")?.evidence).toMatchObject({ of: "template", hours: 72 });
  });
});
