import { z } from "zod";
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
