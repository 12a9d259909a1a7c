import { z } from "zod";
import { parseClockTime } from "@/lib/domain/policy/hours";
import { PACK_CODES } from "@/lib/domain/policy/pack";
import { RULE_IDS } from "@/lib/domain/policy/rules";
import { isTimeZone } from "@/lib/domain/policy/zone";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { evidence } from "./message-shapes";
import { instant, named } from "./shape";

const purpose = z.enum(PURPOSES);
const channel = z.enum(CHANNELS);
const clock = z.string().refine((text) => parseClockTime(text) !== null, "policy.not_a_time");

const quietHoursShape = named("DecisionQuietHours", z.strictObject({ from: clock, to: clock }), { from: "21:00", to: "08:00" });

const consentShape = named(
  "DecisionConsent",
  z.strictObject({ purpose, channel, state: z.enum(["given", "withdrawn"]), at: instant }),
  { purpose: "promotion", channel: "sms", state: "given", at: "2026-03-01T10:00:00+08:00" },
);

const historyShape = named("DecisionHistory", z.strictObject({ at: instant, purpose, channel }), {
  at: "2026-11-20T10:00:00+08:00",
  purpose: "promotion",
  channel: "sms",
});

const preferencesShape = named(
  "DecisionPreferences",
  z.strictObject({
    channels: z.partialRecord(purpose, z.array(channel).max(CHANNELS.length)).optional(),
    quietHours: quietHoursShape.optional(),
    elderFriendly: z.boolean().optional(),
    noProfiling: z.boolean().optional(),
    wantsCalls: z.boolean().optional(),
  }),
  { channels: { promotion: ["sms"] }, quietHours: { from: "21:00", to: "08:00" }, elderFriendly: true },
);

const decisionCustomerShape = named(
  "DecisionCustomer",
  z
    .strictObject({
      number: z.string().min(1).max(64).optional(),
      timeZone: z.string().min(1).max(64).refine(isTimeZone, "decision.unknown_zone").optional(),
      birthDate: z.iso.date("policy.not_a_date").optional(),
      tags: z.array(z.string().min(1).max(100)).max(100).optional(),
      suppressed: z.boolean().optional(),
      consents: z.array(consentShape).max(1_000).optional(),
      preferences: preferencesShape.optional(),
      history: z.array(historyShape).max(1_000).optional(),
    })
    // A customer of the bank is as the bank knows him; one that is described must say where he is.
    .refine(({ number, ...described }) => (number === undefined) !== (Object.values(described).every((one) => one === undefined)), {
      path: ["number"],
      message: "decision.number_or_description",
    })
    .refine(({ number, timeZone }) => number !== undefined || timeZone !== undefined, {
      path: ["timeZone"],
      message: "api.required",
    }),
  { number: "C0010000024" },
  { timeZone: "Asia/Shanghai", birthDate: "1958-04-02", consents: [{ purpose: "promotion", channel: "sms", state: "given", at: "2026-03-01T10:00:00+08:00" }] },
);

export const decisionRequestShape = named(
  "DecisionRequest",
  z.strictObject({
    pack: z.enum(PACK_CODES).optional(),
    at: instant,
    purpose,
    channel,
    template: z.string().min(1).max(100).optional(),
    text: z.string().min(1).max(5_000).optional(),
    customer: decisionCustomerShape,
  }),
  { at: "2026-12-01T20:30:00+08:00", purpose: "promotion", channel: "sms", customer: { number: "C0010000024" } },
);

const reasonShape = named(
  "DecisionReason",
  z.strictObject({
    rule: z.enum(RULE_IDS),
    instrument: z.string(),
    article: z.string().optional(),
    outcome: z.enum(["pass", "wait", "withhold"]),
    message: z.string(),
    evidence,
  }),
  {
    rule: "consent",
    instrument: "通信短信息服务管理规定（工信部令第74号）",
    article: "21",
    outcome: "withhold",
    message: "不发送：客户未同意接收产品营销（短信）",
    evidence: { basis: "explicit", purpose: "promotion", channel: "sms", state: "none", at: null, source: "none", word: "" },
  },
);

export const decisionMadeShape = named(
  "DecisionMade",
  z.strictObject({ decision: z.enum(["send", "wait", "withhold"]), until: instant.optional(), reasons: z.array(reasonShape) }),
  { decision: "wait", until: "2026-12-02T00:00:00.000Z", reasons: [] },
);

export type DecisionRequest = z.output<typeof decisionRequestShape>;
export type DecisionMade = z.output<typeof decisionMadeShape>;
