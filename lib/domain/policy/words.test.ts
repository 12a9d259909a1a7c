import { createTranslator } from "use-intl";
import { describe, expect, it } from "vitest";
import enCampaign from "@/lib/i18n/messages/en/errors/campaign.json";
import enMessageErrors from "@/lib/i18n/messages/en/errors/message.json";
import enPolicyErrors from "@/lib/i18n/messages/en/errors/policy.json";
import enCampaignState from "@/lib/i18n/messages/en/campaign-state.json";
import enMessage from "@/lib/i18n/messages/en/message.json";
import enPolicy from "@/lib/i18n/messages/en/policy.json";
import enReadiness from "@/lib/i18n/messages/en/readiness.json";
import enStops from "@/lib/i18n/messages/en/stops.json";
import zhCampaign from "@/lib/i18n/messages/zh-CN/errors/campaign.json";
import zhMessageErrors from "@/lib/i18n/messages/zh-CN/errors/message.json";
import zhPolicyErrors from "@/lib/i18n/messages/zh-CN/errors/policy.json";
import zhCampaignState from "@/lib/i18n/messages/zh-CN/campaign-state.json";
import zhMessage from "@/lib/i18n/messages/zh-CN/message.json";
import zhPolicy from "@/lib/i18n/messages/zh-CN/policy.json";
import zhReadiness from "@/lib/i18n/messages/zh-CN/readiness.json";
import zhStops from "@/lib/i18n/messages/zh-CN/stops.json";
import { CAMPAIGN_STATES } from "@/lib/domain/campaign/lifecycle";
import { BLOCKER_CODES, PROTECTION_CODES, WARNING_CODES } from "@/lib/domain/campaign/readiness";
import { STOP_CODES } from "@/lib/domain/campaign/stops";
import { CONSENT_SOURCES } from "@/lib/domain/consent/sources";
import { MESSAGE_REASONS } from "@/lib/domain/message/reasons";
import { MESSAGE_BUCKETS, MESSAGE_STATES } from "@/lib/domain/message/states";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { decide } from "./decide";
import { exampleFacts } from "./example-facts";
import { INSTRUMENTS } from "./instruments";
import { CN_PACK, CN_SOURCE } from "./packs/cn";
import { RULE_IDS } from "./rules";
import { traceWords } from "./words";

type Words = { readonly [key: string]: string | Words };

const zh: Words = {
  policy: zhPolicy,
  message: zhMessage,
  readiness: zhReadiness,
  stops: zhStops,
  campaignState: zhCampaignState,
  errors: { campaign: zhCampaign, message: zhMessageErrors, policy: zhPolicyErrors },
};
const en: Words = {
  policy: enPolicy,
  message: enMessage,
  readiness: enReadiness,
  stops: enStops,
  campaignState: enCampaignState,
  errors: { campaign: enCampaign, message: enMessageErrors, policy: enPolicyErrors },
};

function keysOf(words: Words, prefix = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

function wordsAt(words: Words, key: string): string {
  let found: string | Words | undefined = words;
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  if (typeof found !== "string") throw new Error(`no words at ${key}`);
  return found;
}

/** What stands in braces: arguments, and in English also choices that are one word. */
function bracedIn(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)(?:,|\})/g)].map((match) => match[1] ?? ""))].sort();
}

const translators = {
  "zh-CN": translatorOf("zh-CN", zh),
  en: translatorOf("en", en),
};

function translatorOf(locale: "zh-CN" | "en", messages: Words) {
  return createTranslator({
    locale,
    messages: messages as Record<string, string>,
    timeZone: "Asia/Shanghai",
    onError: (error) => {
      throw error;
    },
  });
}

function say(locale: "zh-CN" | "en", key: string, values: Record<string, string | number>): string {
  return translators[locale](key, values);
}

const NOON = new Date("2026-11-23T12:00:00+08:00");
const at = new Date("2026-03-03T01:00:00Z");
const byDay = (iso: string) => iso.slice(0, 10);

describe("words", () => {
  it("exist for the same keys, with the same arguments, in both languages", () => {
    expect(keysOf(zh)).toEqual(keysOf(en));
    // No choice in Chinese is a Latin word, so what stands in braces there is an argument.
    const names = new Set(keysOf(zh).flatMap((key) => bracedIn(wordsAt(zh, key))));
    for (const key of keysOf(zh)) {
      expect(
        bracedIn(wordsAt(en, key)).filter((name) => names.has(name)),
        key,
      ).toEqual(bracedIn(wordsAt(zh, key)));
      expect(wordsAt(zh, key), key).not.toBe("");
    }
  });
  it("exist for every code that the domain can answer", () => {
    const keys = new Set(keysOf(zh));
    const wanted = [
      ...RULE_IDS.flatMap((rule) => [`policy.${rule}.name`, `policy.${rule}.pass`, `policy.${rule}.withhold`]),
      "policy.quiet_hours.wait",
      "policy.exempt",
      "policy.unruled",
      ...CONSENT_SOURCES.map((source) => `policy.source.${source}`),
      ...Object.keys(INSTRUMENTS).map((code) => `policy.instrument.${code}`),
      ...CN_SOURCE.rows.flatMap((row) => Object.keys(row.params)).map((param) => `policy.param.${param}`),
      ...MESSAGE_STATES.map((state) => `message.state.${state}`),
      ...MESSAGE_BUCKETS.flatMap((bucket) => [`message.bucket.${bucket}`, `message.bucketHint.${bucket}`]),
      ...MESSAGE_REASONS.map((reason) => `message.reason.${reason}`),
      ...CAMPAIGN_STATES.map((state) => `campaignState.${state}`),
      ...BLOCKER_CODES.map((code) => `readiness.blocker.${code}`),
      ...WARNING_CODES.map((code) => `readiness.warning.${code}`),
      ...PROTECTION_CODES.map((code) => `readiness.protection.${code}`),
      ...STOP_CODES.map((code) => `stops.${code}`),
    ];
    expect(wanted.filter((key) => !keys.has(key))).toEqual([]);
  });
  it("tell why an offer was withheld, by whom and when", () => {
    const consents = [
      { purpose: "promotion" as const, channel: "sms" as const, state: "withdrawn" as const, at, source: "reply" },
    ];
    const decision = decide(CN_PACK, exampleFacts({ purpose: "promotion", customer: { consents } }), NOON);
    const entry = decision.trace.find((one) => one.rule === "consent");
    if (entry === undefined) throw new Error("consent was not asked");
    const { key, values } = traceWords(entry, byDay);
    expect(say("en", `policy.${key}`, values)).toBe("Withheld: refused promotions on 2026-03-03 by replying R");
    expect(say("zh-CN", `policy.${key}`, values)).toBe("不发送：客户于 2026-03-03 回复“R”拒绝推广信息");
  });
  it("can be said of every answer of every rule", { timeout: 60_000 }, () => {
    const word = (state: "given" | "withdrawn", source: string) =>
      PURPOSES.flatMap((purpose) => CHANNELS.map((channel) => ({ purpose, channel, state, at, source })));
    const sent = (templateKey: string, contentHash: string | null, purpose: (typeof PURPOSES)[number]) => ({
      at: new Date(NOON.getTime() - 60_000),
      purpose,
      channel: "sms" as const,
      templateKey,
      contentHash,
      asksFor: null,
      family: null,
    });
    let said = 0;
    const seen = new Set<string>();
    for (const purpose of PURPOSES)
      for (const channel of CHANNELS)
        for (const source of [...CONSENT_SOURCES, "reply:TD", "somewhere"]) {
          const variants = [
            exampleFacts({
              purpose,
              channel,
              customer: { consents: word("given", source), preferences: { wantsCalls: true } },
            }),
            exampleFacts({
              purpose,
              channel,
              branchInScope: false,
              audienceUsesScore: true,
              contentHash: "x",
              history: [sent("balance", "x", purpose)],
              customer: {
                closed: true,
                hasContactPoint: false,
                consents: word("withdrawn", source),
                suppressions: [{ purpose: null, channel: null, at, source }],
                preferences: { channels: ["email"], noProfiling: true, quietHours: { fromMinute: 0, toMinute: 0 } },
              },
            }),
            exampleFacts({
              purpose,
              channel,
              history: [sent("balance", null, purpose)],
              customer: {
                suppressions: [{ purpose, channel, at, source }],
                preferences: { quietHours: { fromMinute: 660, toMinute: 800 } },
              },
            }),
            ...["2013-01-01", "1950-01-01"].flatMap((birthDate) =>
              [null, 1].map((riskTolerance) =>
                exampleFacts({
                  purpose,
                  channel,
                  productRisk: 4,
                  hasLink: true,
                  audienceUsesScore: true,
                  elderFriendlyText: riskTolerance === null,
                  amountMicros: 1_000_000,
                  senderRegistered: riskTolerance === null,
                  provider: { contractEndsAt: riskTolerance === null ? at : null, takesOffers: false },
                  budget: { leftMicros: 1, costMicros: 2 },
                  plannedAt: new Date("2026-01-01T00:00:00Z"),
                  asksFor: "promotion",
                  family: "spring",
                  history: Array.from({ length: 7 }, () => ({
                    ...sent("t", null, purpose),
                    family: "spring",
                    asksFor: purpose,
                  })),
                  customer: {
                    birthDate,
                    riskTolerance,
                    groups: ["elderly", "migrant_worker", "subsidy"],
                    consents:
                      riskTolerance === null
                        ? word("withdrawn", source)
                        : word("given", source).map((one) => ({ ...one, lapsesAt: at })),
                    preferences: {
                      elderFriendly: true,
                      channels: [],
                      smallAmount: riskTolerance === null ? 5 : null,
                      wantsCalls: true,
                    },
                  },
                }),
              ),
            ),
          ];
          for (const facts of variants)
            for (const now of [NOON, new Date("2026-11-23T23:30:00+08:00"), new Date("2001-01-01T00:00:00Z")]) {
              for (const entry of decide(CN_PACK, facts, now).trace) {
                const { key, values } = traceWords(entry, byDay);
                const sentence = `${key} ${JSON.stringify(values)}`;
                if (seen.has(sentence)) continue;
                seen.add(sentence);
                for (const locale of ["zh-CN", "en"] as const) {
                  const text = say(locale, `policy.${key}`, values);
                  expect(text, key).not.toMatch(/[{}]|undefined|null|policy\./);
                  said += 1;
                }
              }
            }
        }
    expect(said).toBeGreaterThan(500);
  });
});
