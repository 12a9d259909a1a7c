import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { rulePack, type PackSource, type RuleRow, type RuleRowOf } from "../pack";

/** Midnight in Beijing: laws take effect on a calendar day there. */
const day = (date: string) => new Date(`${date}T00:00:00+08:00`);

// PIPL is what most rows rest on; earlier questions are answered by the rows that were in force then, or withheld.
const PIPL = day("2021-11-01");
const ORDER_31 = day("2015-06-30");
// Order 74 replaced Order 31 on this day: a change of rows, not of code.
const ORDER_74 = day("2026-05-01");
const FIXED = { fixed: true } as const;

const everywhere = { purpose: null, channel: null, bounds: {}, effectiveTo: null } as const;

const PEOPLE: readonly RuleRow[] = [
  {
    ...everywhere,
    id: "CN-CLOSED-1",
    rule: "closed_customer",
    params: {},
    instrument: "pipl",
    article: "13",
    regulations: ["CN-PIPL-13"],
    effectiveFrom: PIPL,
  },
  {
    ...everywhere,
    id: "CN-CONTACT-1",
    rule: "contact_point",
    params: {},
    instrument: "bank_rule",
    article: null,
    regulations: [],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-SCOPE-1",
    rule: "branch_scope",
    params: {},
    instrument: "pipl",
    article: "51",
    regulations: ["CN-PIPL-51"],
    effectiveFrom: PIPL,
  },
  {
    ...everywhere,
    id: "CN-CALL-1",
    rule: "no_call",
    params: { allowed: true, wishRequired: true },
    bounds: { wishRequired: FIXED },
    instrument: "call_plan",
    article: null,
    regulations: ["CN-CALL-01"],
    effectiveFrom: day("2018-07-01"),
  },
  {
    // Offers by telephone stay off, also for customers who asked for calls, until a bank decides otherwise.
    ...everywhere,
    id: "CN-CALL-PROMO-1",
    rule: "no_call",
    purpose: "promotion",
    params: { allowed: false, wishRequired: true },
    bounds: { wishRequired: FIXED },
    instrument: "call_plan",
    article: null,
    regulations: ["CN-CALL-01"],
    effectiveFrom: day("2018-07-01"),
  },
  {
    ...everywhere,
    id: "CN-PREFER-1",
    rule: "channel_preference",
    params: { exempt: false },
    instrument: "civil_code",
    article: "1033(1)",
    regulations: ["CN-CIV-01"],
    effectiveFrom: day("2021-01-01"),
  },
  {
    ...everywhere,
    id: "CN-PREFER-RISK-1",
    rule: "channel_preference",
    purpose: "risk",
    params: { exempt: true },
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
  {
    ...everywhere,
    id: "CN-PROFILE-1",
    rule: "profiling",
    params: { exempt: false },
    bounds: { exempt: FIXED },
    instrument: "pipl",
    article: "24",
    regulations: ["CN-PIPL-24"],
    effectiveFrom: PIPL,
  },
  {
    ...everywhere,
    id: "CN-PROFILE-RISK-1",
    rule: "profiling",
    purpose: "risk",
    params: { exempt: true },
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
];

const REFUSALS: readonly RuleRow[] = [
  {
    ...everywhere,
    id: "CN-SUPPRESS-1",
    rule: "suppression",
    params: { sharedPhone: true },
    bounds: { sharedPhone: FIXED },
    instrument: "civil_code",
    article: "1033(1)",
    regulations: ["CN-CIV-01", "CN-SMS-06"],
    effectiveFrom: day("2021-01-01"),
  },
  {
    ...everywhere,
    id: "CN-SUPPRESS-PROMO-31",
    rule: "suppression",
    purpose: "promotion",
    params: { sharedPhone: true },
    bounds: { sharedPhone: FIXED },
    instrument: "miit_31",
    article: "18",
    regulations: ["CN-SMS-05", "CN-CON-01"],
    effectiveFrom: ORDER_31,
    effectiveTo: ORDER_74,
  },
  {
    ...everywhere,
    id: "CN-SUPPRESS-PROMO-74",
    rule: "suppression",
    purpose: "promotion",
    params: { sharedPhone: true },
    bounds: { sharedPhone: FIXED },
    instrument: "miit_74",
    article: null,
    regulations: ["CN-SMS-03", "CN-CON-01"],
    effectiveFrom: ORDER_74,
  },
  {
    ...everywhere,
    id: "CN-CONSENT-1",
    rule: "consent",
    params: { basis: "unless_withdrawn" },
    bounds: { basis: FIXED },
    instrument: "pipl",
    article: "13, 15",
    regulations: ["CN-PIPL-13", "CN-PIPL-15"],
    effectiveFrom: PIPL,
  },
  {
    ...everywhere,
    id: "CN-CONSENT-PROMO-31",
    rule: "consent",
    purpose: "promotion",
    params: { basis: "explicit" },
    bounds: { basis: FIXED },
    instrument: "miit_31",
    article: "18",
    regulations: ["CN-SMS-05", "CN-AD-01"],
    effectiveFrom: ORDER_31,
    effectiveTo: ORDER_74,
  },
  {
    ...everywhere,
    id: "CN-CONSENT-PROMO-74",
    rule: "consent",
    purpose: "promotion",
    params: { basis: "explicit" },
    bounds: { basis: FIXED },
    instrument: "miit_74",
    article: "21",
    regulations: ["CN-SMS-01", "CN-AD-01", "CN-PIPL-14"],
    effectiveFrom: ORDER_74,
  },
  // Warning customers of fraud is the bank's duty: no refusal of marketing or of a purpose stops it.
  {
    ...everywhere,
    id: "CN-CONSENT-RISK-1",
    rule: "consent",
    purpose: "risk",
    params: { basis: "exempt" },
    bounds: { basis: FIXED },
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
];

const hours = (from: number, to: number, breakFrom: number | null = null, breakTo: number | null = null) => ({
  exempt: false,
  ownHours: true,
  fromMinute: from * 60,
  toMinute: to * 60,
  breakFromMinute: breakFrom === null ? null : breakFrom * 60,
  breakToMinute: breakTo === null ? null : breakTo * 60,
});
const within = (floor: number, ceiling: number) => {
  const bound = { floor: floor * 60, ceiling: ceiling * 60 };
  return { fromMinute: bound, toMinute: bound, exempt: FIXED, ownHours: FIXED } as const;
};
const alwaysOpen = { ...hours(0, 24), exempt: true, ownHours: false };

// No statutory hour for texts was found (domain.md §11): these rows follow the carriers and leave room to be stricter.
const HOURS: readonly RuleRow[] = [
  {
    ...everywhere,
    id: "CN-HOURS-1",
    rule: "quiet_hours",
    params: hours(7, 22),
    bounds: { exempt: FIXED, ownHours: FIXED },
    instrument: "bank_rule",
    article: null,
    regulations: ["CN-BANK-08"],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-HOURS-PROMO-1",
    rule: "quiet_hours",
    purpose: "promotion",
    params: hours(8, 20),
    bounds: within(8, 21),
    instrument: "carrier_hours",
    article: null,
    regulations: ["CN-QUIET-01", "CN-CIV-01"],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-HOURS-RISK-1",
    rule: "quiet_hours",
    purpose: "risk",
    params: alwaysOpen,
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
  {
    ...everywhere,
    id: "CN-HOURS-CALL-1",
    rule: "quiet_hours",
    channel: "voice",
    params: hours(9, 20, 12, 14),
    bounds: within(9, 20),
    instrument: "call_plan",
    article: null,
    regulations: ["CN-CALL-01", "CN-CALL-02"],
    effectiveFrom: day("2018-07-01"),
  },
  {
    ...everywhere,
    id: "CN-HOURS-CALL-RISK-1",
    rule: "quiet_hours",
    purpose: "risk",
    channel: "voice",
    params: alwaysOpen,
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
];

const caps = (
  purpose: Purpose | null,
  id: string,
  perDay: number | null,
  perWeek: number | null,
  perMonth: number | null,
  bounds: RuleRowOf<"frequency_cap">["bounds"] = {},
): RuleRowOf<"frequency_cap"> => ({
  ...everywhere,
  id,
  rule: "frequency_cap",
  purpose,
  params: { perDay, perWeek, perMonth },
  bounds,
  instrument: "carrier_frequency",
  article: null,
  regulations: ["CN-FREQ-01", "CN-CIV-01"],
  effectiveFrom: ORDER_31,
});

const REPETITION: readonly RuleRow[] = [
  caps(null, "CN-CAP-1", 20, null, null, { perDay: { ceiling: 50 } }),
  caps("promotion", "CN-CAP-PROMO-1", 1, 2, 4, {
    perDay: { ceiling: 2 },
    perWeek: { ceiling: 5 },
    perMonth: { ceiling: 10 },
  }),
  caps("education", "CN-CAP-EDUCATION-1", 1, 3, 8),
  caps("risk", "CN-CAP-RISK-1", null, null, null),
  {
    ...caps(null, "CN-CAP-CALL-1", 1, null, null, { perDay: { ceiling: 1 } }),
    channel: "voice",
    instrument: "call_plan",
    regulations: ["CN-CALL-01"],
    effectiveFrom: day("2018-07-01"),
  },
  {
    ...caps("risk", "CN-CAP-CALL-RISK-1", null, null, null),
    channel: "voice",
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
  // Two transactions alike within an hour differ in time or balance; the very same text is a system sending twice.
  {
    ...everywhere,
    id: "CN-REPEAT-1",
    rule: "duplicate",
    params: { contentHours: 1, templateHours: 0 },
    instrument: "bank_rule",
    article: null,
    regulations: [],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-REPEAT-LOAN-1",
    rule: "duplicate",
    purpose: "loan",
    params: { contentHours: 12, templateHours: 0 },
    instrument: "bank_rule",
    article: null,
    regulations: [],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-REPEAT-PROMO-1",
    rule: "duplicate",
    purpose: "promotion",
    params: { contentHours: 168, templateHours: 72 },
    bounds: { contentHours: { floor: 24 }, templateHours: { floor: 24 } },
    instrument: "civil_code",
    article: "1033(1)",
    regulations: ["CN-CIV-01"],
    effectiveFrom: day("2021-01-01"),
  },
  {
    ...everywhere,
    id: "CN-REPEAT-EDUCATION-1",
    rule: "duplicate",
    purpose: "education",
    params: { contentHours: 168, templateHours: 24 },
    instrument: "bank_rule",
    article: null,
    regulations: [],
    effectiveFrom: ORDER_31,
  },
  {
    ...everywhere,
    id: "CN-REPEAT-RISK-1",
    rule: "duplicate",
    purpose: "risk",
    params: { contentHours: 0, templateHours: 0 },
    instrument: "anti_fraud",
    article: "30",
    regulations: ["CN-FRAUD-30"],
    effectiveFrom: day("2022-12-01"),
  },
];

/** The rules of mainland China, as dated data; counsel may confirm or change every row. */
export const CN_SOURCE: PackSource = {
  code: "CN",
  timeZone: "Asia/Shanghai",
  rows: [...PEOPLE, ...REFUSALS, ...HOURS, ...REPETITION],
};

/** The mainland pack as shipped; a bank's own values are laid over it with `withValues`. */
export const CN_PACK = rulePack(CN_SOURCE);
