import { z } from "zod";

/** Every rule, in the order in which it is asked; the first that withholds gives the reason. */
export const RULE_IDS = [
  "closed_customer",
  "contact_point",
  "branch_scope",
  "no_call",
  "suppression",
  "consent",
  "channel_preference",
  "profiling",
  "quiet_hours",
  "frequency_cap",
  "duplicate",
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** Rules without which no pack may send: where no row of theirs is in force, the message is withheld. */
export const REQUIRED_RULES: ReadonlySet<RuleId> = new Set<RuleId>([
  "closed_customer",
  "contact_point",
  "branch_scope",
  "no_call",
  "suppression",
  "consent",
]);

const minuteOfDay = z
  .number("policy.not_a_number")
  .int("policy.not_whole")
  .min(0, "policy.not_a_time")
  .max(1440, "policy.not_a_time");
const cap = z
  .number("policy.not_a_number")
  .int("policy.not_whole")
  .min(0, "policy.negative")
  .max(10_000, "policy.too_large");
const hours = z.number("policy.not_a_number").min(0, "policy.negative").max(8_784, "policy.too_large");

/** The parameters of each rule: what an administrator edits, inside the floors and ceilings of the row. */
export const ruleValueSchema = {
  closed_customer: z.strictObject({}),
  contact_point: z.strictObject({}),
  branch_scope: z.strictObject({}),
  /** `allowed: false` switches calls off for the purpose even for customers who asked for calls. */
  no_call: z.strictObject({ allowed: z.boolean(), wishRequired: z.boolean() }),
  /** `sharedPhone`: a refusal of texts also refuses calls and the other way round (one refusal register for a phone). */
  suppression: z.strictObject({ sharedPhone: z.boolean() }),
  consent: z.strictObject({ basis: z.enum(["explicit", "unless_withdrawn", "exempt"]) }),
  channel_preference: z.strictObject({ exempt: z.boolean() }),
  profiling: z.strictObject({ exempt: z.boolean() }),
  /** Minutes after midnight in the customer's zone; `ownHours`: the customer's own quiet hours hold as well. */
  quiet_hours: z
    .strictObject({
      exempt: z.boolean(),
      ownHours: z.boolean(),
      fromMinute: minuteOfDay,
      toMinute: minuteOfDay,
      breakFromMinute: minuteOfDay.nullable(),
      breakToMinute: minuteOfDay.nullable(),
    })
    .refine((value) => value.fromMinute < value.toMinute, { error: "policy.window_reversed", path: ["toMinute"] })
    .refine((value) => (value.breakFromMinute === null) === (value.breakToMinute === null), {
      error: "policy.break_half",
      path: ["breakToMinute"],
    })
    .refine(
      (value) =>
        value.breakFromMinute === null || value.breakToMinute === null || value.breakFromMinute < value.breakToMinute,
      {
        error: "policy.window_reversed",
        path: ["breakToMinute"],
      },
    ),
  /** Rolling windows of 24 hours, 7 days and 30 days; null: no cap. */
  frequency_cap: z.strictObject({ perDay: cap.nullable(), perWeek: cap.nullable(), perMonth: cap.nullable() }),
  /** Hours within which the same text, or the same template, counts as a repetition; 0: never. */
  duplicate: z.strictObject({ contentHours: hours, templateHours: hours }),
} as const satisfies Record<RuleId, z.ZodType>;

export type RuleParams = { readonly [R in RuleId]: Readonly<z.output<(typeof ruleValueSchema)[R]>> };
