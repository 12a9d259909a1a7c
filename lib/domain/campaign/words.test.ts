import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl";
import { describe, expect, it } from "vitest";
import enErrors from "@/lib/i18n/messages/en/errors/campaign.json";
import enMessage from "@/lib/i18n/messages/en/errors/message.json";
import enPolicy from "@/lib/i18n/messages/en/errors/policy.json";
import enReadiness from "@/lib/i18n/messages/en/readiness.json";
import enStops from "@/lib/i18n/messages/en/stops.json";
import zhErrors from "@/lib/i18n/messages/zh-CN/errors/campaign.json";
import zhMessage from "@/lib/i18n/messages/zh-CN/errors/message.json";
import zhPolicy from "@/lib/i18n/messages/zh-CN/errors/policy.json";
import zhReadiness from "@/lib/i18n/messages/zh-CN/readiness.json";
import zhStops from "@/lib/i18n/messages/zh-CN/stops.json";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { CAMPAIGN_STATES, reviewNeed } from "./lifecycle";
import { BLOCKER_CODES, PROTECTION_CODES, readiness, WARNING_CODES, type ReadinessFacts } from "./readiness";
import { shouldPause, STOP_CODES } from "./stops";

const LOCALES = {
  "zh-CN": {
    readiness: zhReadiness,
    stops: zhStops,
    errors: { campaign: zhErrors, message: zhMessage, policy: zhPolicy },
  },
  en: { readiness: enReadiness, stops: enStops, errors: { campaign: enErrors, message: enMessage, policy: enPolicy } },
} as const;

function say(key: string, values: Readonly<Record<string, string | number>>): void {
  for (const locale of ["zh-CN", "en"] as const) {
    const messages = LOCALES[locale];
    const t = createTranslator({
      locale,
      messages: messages as unknown as Record<string, string>,
      timeZone: "Asia/Shanghai",
      onError: (error) => {
        throw error;
      },
    });
    expect(t(key, values), `${locale} ${key}`).not.toMatch(/[{}]|undefined|null/);
  }
}

const worst: ReadinessFacts = {
  now: new Date("2026-11-23T10:00:00+08:00"),
  timeZone: "Asia/Shanghai",
  purpose: "promotion",
  templateState: "draft",
  notRegistered: ["m.bank.example"],
  frozenCount: 1_000_000,
  dryRun: { stale: true, send: 1, wait: 0, withheld: 2, withheldByReason: { elder_variant: 1, profiling: 1 }, billingSegmentsMax: 3, costMicros: 9_000_000n },
  valuesMissing: ["amount"],
  route: { name: "联通", enabled: false, contractEndsAt: new Date("2026-01-01"), allowsFinancePromo: false, speed: 1 },
  signature: { name: "鸿雁银行", filed: 1, carriers: 3 },
  startAt: null,
  usesScore: true,
  assessed: true,
  speedLimit: null,
  budgetMicros: 1n,
  review: reviewNeed({ purpose: "promotion", frozenCount: 1_000_000 }, 500),
  sendingStopped: true,
  hours: { fromMinute: 480, toMinute: 1200, breakFromMinute: null, breakToMinute: null },
  sameToday: 2,
  cap: { perDay: 1, perMonth: null },
};
const facts: readonly ReadinessFacts[] = [
  worst,
  {
    ...worst,
    frozenCount: null,
    dryRun: null,
    route: null,
    budgetMicros: null,
    signature: { name: "x", filed: 0, carriers: 3 },
  },
  { ...worst, frozenCount: 0, startAt: new Date("2026-11-23T07:00:00+08:00"), cap: { perDay: null, perMonth: 4 } },
  {
    ...worst,
    purpose: "risk",
    review: reviewNeed({ purpose: "risk", frozenCount: 2 }, 500),
    dryRun: { stale: false, send: 0, wait: 0, withheld: 2, withheldByReason: {}, billingSegmentsMax: 1, costMicros: 0n },
  },
  {
    ...worst,
    startAt: new Date("2027-01-01T09:00:00+08:00"),
    assessed: false,
    route: { name: "联通", enabled: true, contractEndsAt: new Date("2026-12-31"), allowsFinancePromo: true, speed: 1 },
  },
  { ...worst, purpose: "loan", review: reviewNeed({ purpose: "loan", frozenCount: 501 }, 500) },
];

describe("words about campaigns", () => {
  it("say every sentence of the readiness list with the evidence it carries", () => {
    const said = new Set<string>();
    for (const one of facts) {
      const { blockers, warnings, protections } = readiness(one);
      for (const [kind, sentences] of [
        ["blocker", blockers],
        ["warning", warnings],
        ["protection", protections],
      ] as const) {
        for (const { code, evidence } of sentences) {
          say(`readiness.${kind}.${code}`, evidence);
          said.add(code);
        }
      }
    }
    expect([...BLOCKER_CODES, ...WARNING_CODES, ...PROTECTION_CODES].filter((code) => !said.has(code))).toEqual([]);
  });
  it("say why a campaign paused itself, and every other reason to stand still", () => {
    const reason = shouldPause(
      { answered: 100, errors: 50, refusals: 0, complaints: 0 },
      { minimum: 1, errorShare: 0.2, refusalShare: 1, complaintShare: 1 },
    );
    say("stops.errors", reason?.evidence ?? {});
    // The evidence that the pipeline gives with the stops that happen.
    const happened = {
      code: "MK:1",
      budget: 10,
      route: "联通",
      by: "李娜",
      what: "m.bank.example",
      reason: "误发",
      count: 1,
      answered: 2,
      percent: 3,
      limit: 4,
    };
    for (const code of STOP_CODES) say(`stops.${code}`, happened);
  });
  it("exist in both languages for every code that campaigns, messages and rules refuse with", () => {
    const folders = ["campaign", "message", "policy"] as const;
    const codes = folders.flatMap((folder) => {
      const path = new URL(`../${folder}/`, import.meta.url);
      const sources = readdirSync(path).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
      return sources.flatMap((name) =>
        [...readFileSync(new URL(name, path), "utf8").matchAll(/"((?:campaign|message|policy)\.[a-z_]+)"/g)].map(
          (match) => match[1] ?? "",
        ),
      );
    });
    expect(new Set(codes).size).toBeGreaterThan(40);
    for (const code of new Set(codes))
      say(`errors.${code}`, { state: "draft", event: "start", count: 2, limit: 1, param: "fromMinute", reason: "" });
    for (const state of CAMPAIGN_STATES) say("errors.campaign.wrong_state", { state, event: "start" });
    for (const purpose of PURPOSES) say("readiness.protection.never_twice", { purpose });
  });
});
