import { z } from "zod";

/** Every rule, in the order in which it is asked; the first that withholds gives the reason. */
export const RULE_IDS = [
  "closed_customer",
  "contact_point",
  "branch_scope",
  "channel_allowed",
  "no_call",
  "suppression",
  "consent",
  "cooling_off",
  "channel_preference",
  "minimum_age",
  "suitability",
  "profiling",
  "elder_variant",
  "links",
  "small_amount",
  "sender_registration",
  "provider_contract",
  "campaign_budget",
  "validity",
  "holidays",
  "quiet_hours",
  "frequency_cap",
  "total_cap",
  "family_cap",
  "duplicate",
] as const;
export type AskedRuleId = (typeof RULE_IDS)[number];

/** Parameters that the pack holds for others to obey: nobody's message is decided by them. */
export const HANDLING_IDS = ["approval", "priority", "refusal_confirmation"] as const;
export type HandlingId = (typeof HANDLING_IDS)[number];

export const PACK_RULE_IDS = [...RULE_IDS, ...HANDLING_IDS] as const;
export type RuleId = AskedRuleId | HandlingId;

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
const age = z
  .number("policy.not_a_number")
  .int("policy.not_whole")
  .min(0, "policy.negative")
  .max(120, "policy.too_large");
const months = z
  .number("policy.not_a_number")
  .int("policy.not_whole")
  .min(0, "policy.negative")
  .max(120, "policy.too_large");
const riskLevel = z
  .number("policy.not_a_number")
  .int("policy.not_whole")
  .min(0, "policy.negative")
  .max(5, "policy.too_large");
const hours = z.number("policy.not_a_number").min(0, "policy.negative").max(8_784, "policy.too_large");

/** The parameters of each rule: what an administrator edits, inside the floors and ceilings of the row. */
export const ruleValueSchema = {
  closed_customer: z.strictObject({}),
  contact_point: z.strictObject({}),
  branch_scope: z.strictObject({}),
  /** By which channels the purpose is sent at all. */
  channel_allowed: z.strictObject({ sms: z.boolean(), email: z.boolean(), voice: z.boolean() }),
  /** `allowed: false` switches calls off for the purpose even for customers who asked for calls. */
  no_call: z.strictObject({ allowed: z.boolean(), wishRequired: z.boolean() }),
  /** `sharedPhone`: a refusal of texts also refuses calls and the other way round (one refusal register for a phone). */
  suppression: z.strictObject({ sharedPhone: z.boolean() }),
  consent: z.strictObject({ basis: z.enum(["explicit", "unless_withdrawn", "exempt"]) }),
  channel_preference: z.strictObject({ exempt: z.boolean() }),
  /** Months after a refusal, or after a question without an answer, in which nobody is asked for consent again. */
  cooling_off: z.strictObject({ months: months }),
  /** Full years below which nothing of the purpose is sent; 0: no limit. */
  minimum_age: z.strictObject({ years: age }),
  /**
   * Risk of products, R1 to R5. `careAge`: from these full years on nothing above `careRiskMax` is offered;
   * `unknownRiskMax`: what may be offered to somebody whose tolerance was never assessed.
   */
  suitability: z.strictObject({ careAge: age, careRiskMax: riskLevel, unknownRiskMax: riskLevel }),
  /** `assessmentRequired`: an audience chosen by a score needs the number of its impact assessment. */
  profiling: z.strictObject({ exempt: z.boolean(), assessmentRequired: z.boolean() }),
  /** Who gets the elder-friendly text: those who asked for it and, where set, everybody of that age; and what if there is none. */
  elder_variant: z.strictObject({ fromAge: age.nullable(), missing: z.enum(["allow", "withhold"]) }),
  /** Whether texts may carry links, and whether they may for elder-friendly customers and from an age on. */
  links: z.strictObject({ allowed: z.boolean(), allowedForElderly: z.boolean(), elderAge: age }),
  /**
   * Transactions below `threshold` (major units of the pack's currency) need no notice, from the announced day on, except
   * for exempt groups; `ownThreshold`: customers may name a threshold of their own. 0: no threshold.
   */
  small_amount: z
    .strictObject({
      threshold: z.number("policy.not_a_number").min(0, "policy.negative").max(1_000_000, "policy.too_large"),
      ownThreshold: z.boolean(),
      announcedOn: z.iso.date("policy.not_a_date").nullable(),
      elderlyAge: age,
      exemptElderly: z.boolean(),
      exemptMigrantWorkers: z.boolean(),
      exemptSubsidies: z.boolean(),
    })
    .refine((value) => value.threshold === 0 || value.announcedOn !== null, {
      error: "policy.announce_first",
      path: ["announcedOn"],
    }),
  sender_registration: z.strictObject({ required: z.boolean() }),
  provider_contract: z.strictObject({ required: z.boolean() }),
  campaign_budget: z.strictObject({ exempt: z.boolean() }),
  /** Hours after which a message that has not left is not worth sending any more; null: never. */
  validity: z.strictObject({
    hours: z.number("policy.not_a_number").min(0.05, "policy.too_small").max(8_784, "policy.too_large").nullable(),
  }),
  /** `closed`: nothing is sent on public holidays. */
  holidays: z.strictObject({ closed: z.boolean() }),
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
  /** Messages of every purpose but `risk` together, in rolling windows. */
  total_cap: z.strictObject({ perDay: cap.nullable(), perWeek: cap.nullable() }),
  /** Campaigns about one thing together, within 30 days. */
  family_cap: z.strictObject({ perMonth: cap.nullable() }),
  /** Hours within which the same text, or the same template, counts as a repetition; 0: never. */
  duplicate: z.strictObject({ contentHours: hours, templateHours: hours }),
  /** `always`: campaigns of the purpose need a second person's approval whatever their size. */
  approval: z.strictObject({ always: z.boolean() }),
  /** `urgent`: single messages go ahead of every campaign. */
  priority: z.strictObject({ urgent: z.boolean() }),
  /** Whether a refusal by reply may be confirmed, and within how many minutes. */
  refusal_confirmation: z.strictObject({ allowed: z.boolean(), withinMinutes: cap }),
} as const satisfies Record<RuleId, z.ZodType>;

export type RuleParams = { readonly [R in RuleId]: Readonly<z.output<(typeof ruleValueSchema)[R]>> };
