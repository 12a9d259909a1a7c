import { z } from "zod";
import { PACK_CODES } from "@/lib/domain/policy/pack";
import { keywordFaults } from "@/lib/domain/reply/keyword-list";
import { REPLY_KEYWORDS, type ReplyKeywords } from "@/lib/domain/reply/keywords";

const keywords = z.array(z.string().trim().min(1).max(20)).max(100).readonly();
import { DATED_TABLES, MONTHS_CEILING } from "@/lib/domain/retention/terms";
import { REQUEST_DAYS } from "@/lib/domain/rights/request";

const micros = z.number().int().min(0).max(1_000_000_000);
const share = z.number().min(0).max(1);

/** Every value an administrator may change outside the policy rules: its shape and what holds until somebody changes it. */
export const SETTINGS = {
  /** Campaigns to more recipients than this need a reviewer's approval, whatever their purpose. */
  "campaign.review_above": { schema: z.number().int().min(0).max(1_000_000), initial: 500 },
  /** When a running campaign pauses itself: shares of what was answered, once `minimum` answers are in. */
  "campaign.thresholds": {
    schema: z.object({ minimum: z.number().int().min(1).max(100_000), errorShare: share, refusalShare: share, complaintShare: share }),
    initial: { minimum: 100, errorShare: 0.2, refusalShare: 0.03, complaintShare: 0.005 },
  },
  /** What a call would have cost: no sourced figure exists for staff minutes (domain.md §8), so it is an assumption to edit. */
  "calls.assumption": {
    schema: z.object({ minutesPerCall: z.number().min(0).max(60), callMicrosPerMinute: micros, staffWageMicrosPerHour: micros }),
    initial: { minutesPerCall: 3, callMicrosPerMinute: 100_000, staffWageMicrosPerHour: 40_000_000 },
  },
  /** The rules that decide about the bank's messages. */
  "policy.pack": { schema: z.enum(PACK_CODES), initial: "CN" },
  /** Words that mean something when they are a customer's whole text. */
  "reply.keywords": {
    schema: z.object({ refuse: keywords, return: keywords, help: keywords }).superRefine((value, context) => {
      for (const { kind, code, word } of keywordFaults(value)) context.addIssue({ code: "custom", path: [kind], message: `${code}?word=${encodeURIComponent(word)}` });
    }),
    initial: REPLY_KEYWORDS as ReplyKeywords,
  },
  /** How soon a person should decide whether a likely refusal is one; offers are held meanwhile. */
  "reply.judge_within_hours": { schema: z.number().int().min(1).max(72), initial: 4 },
  /** The one confirmation of a refusal by keyword: whether it is sent, and which approved template says it. */
  "reply.confirm_refusal": {
    schema: z.object({ allowed: z.boolean(), template: z.string().min(1).max(100).nullable() }),
    initial: { allowed: true, template: null },
  },
  /** How long a link to a customer's own page holds that is sent by text, in days. */
  "page.link_days": { schema: z.number().int().min(1).max(30), initial: 7 },
  /** Set while the emergency stop holds: no campaign sends; risk alerts still do. */
  "sending.stopped": {
    schema: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
    initial: null,
  },
  /** Calendar days within which the bank answers a personal data request. */
  "rights.days": { schema: z.number().int().min(REQUEST_DAYS.floor).max(REQUEST_DAYS.ceiling), initial: REQUEST_DAYS.initial },
  /** Months for which rows are kept, where that is not the initial term; floors are held by `monthsOf` as well. */
  "retention.months": { schema: z.partialRecord(z.enum(DATED_TABLES), z.number().int().min(1).max(MONTHS_CEILING)), initial: {} },
} as const satisfies Record<string, { schema: z.ZodType; initial: unknown }>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<K extends SettingKey> = z.output<(typeof SETTINGS)[K]["schema"]>;
