import type { InstrumentCode } from "../instruments";
import type { RuleRow } from "../pack";
import { FIXED, row } from "./row";

type Basis = {
  readonly instrument: InstrumentCode;
  readonly article?: string;
  readonly regulations?: readonly string[];
};

export type BaseGiven = {
  /** In front of every row's id. */
  readonly code: string;
  /** What consent to offers and its withdrawal rest on. */
  readonly consent: Basis;
  readonly refusal: Basis;
  /** What protects personal data. */
  readonly data: Basis;
  readonly confirmation: { readonly allowed: boolean; readonly withinMinutes: number } & Basis;
};

/**
 * What every country's pack has: the promises that Hongyan makes anywhere, as the bank's own rules, and consent and
 * refusal on the country's own footing. A pack adds its hours, registers and whatever else it knows.
 */
export function baseRows({ code, consent, refusal, data, confirmation }: BaseGiven): RuleRow[] {
  const footing = ({ instrument, article, regulations }: Basis) => ({
    instrument,
    article: article ?? null,
    regulations: regulations ?? [],
  });
  const id = (name: string) => `${code}-${name}-1`;
  return [
    row({ id: id("CLOSED"), rule: "closed_customer", params: {}, ...footing(data) }),
    row({ id: id("CONTACT"), rule: "contact_point", params: {} }),
    row({ id: id("SCOPE"), rule: "branch_scope", params: {}, ...footing(data) }),
    row({ id: id("CHANNELS"), rule: "channel_allowed", params: { sms: true, email: true, voice: true } }),
    row({
      id: id("CHANNELS-EDUCATION"),
      rule: "channel_allowed",
      purpose: "education",
      params: { sms: true, email: true, voice: false },
      bounds: { voice: FIXED },
    }),
    row({
      id: id("CALL"),
      rule: "no_call",
      params: { allowed: true, wishRequired: true },
      bounds: { wishRequired: FIXED },
    }),
    row({
      id: id("CALL-PROMO"),
      rule: "no_call",
      purpose: "promotion",
      params: { allowed: false, wishRequired: true },
      bounds: { wishRequired: FIXED },
    }),
    row({
      id: id("SUPPRESS"),
      rule: "suppression",
      params: { sharedPhone: true },
      bounds: { sharedPhone: FIXED },
      ...footing(refusal),
    }),
    row({
      id: id("CONSENT"),
      rule: "consent",
      params: { basis: "unless_withdrawn" },
      bounds: { basis: FIXED },
      ...footing(data),
    }),
    row({
      id: id("CONSENT-PROMO"),
      rule: "consent",
      purpose: "promotion",
      params: { basis: "explicit" },
      bounds: { basis: FIXED },
      ...footing(consent),
    }),
    row({
      id: id("CONSENT-RISK"),
      rule: "consent",
      purpose: "risk",
      params: { basis: "exempt" },
      bounds: { basis: FIXED },
    }),
    row({ id: id("COOL"), rule: "cooling_off", params: { months: 12 }, bounds: { months: { floor: 1 } } }),
    row({ id: id("PREFER"), rule: "channel_preference", params: { exempt: false } }),
    row({ id: id("PREFER-RISK"), rule: "channel_preference", purpose: "risk", params: { exempt: true } }),
    row({
      id: id("AGE-PROMO"),
      rule: "minimum_age",
      purpose: "promotion",
      params: { years: 18 },
      bounds: { years: { floor: 14 } },
    }),
    row({
      id: id("SUIT-PROMO"),
      rule: "suitability",
      purpose: "promotion",
      params: { careAge: 65, careRiskMax: 2, unknownRiskMax: 2 },
    }),
    row({
      id: id("PROFILE"),
      rule: "profiling",
      params: { exempt: false, assessmentRequired: true },
      bounds: { exempt: FIXED },
      ...footing(data),
    }),
    row({
      id: id("PROFILE-RISK"),
      rule: "profiling",
      purpose: "risk",
      params: { exempt: true, assessmentRequired: false },
    }),
    row({ id: id("ELDER"), rule: "elder_variant", params: { fromAge: null, missing: "allow" } }),
    row({
      id: id("ELDER-PROMO"),
      rule: "elder_variant",
      purpose: "promotion",
      params: { fromAge: null, missing: "withhold" },
    }),
    row({ id: id("PROVIDER"), rule: "provider_contract", params: { required: true }, ...footing(data) }),
    row({ id: id("BUDGET"), rule: "campaign_budget", params: { exempt: false } }),
    row({ id: id("VALID"), rule: "validity", params: { hours: 72 } }),
    row({ id: id("HOLIDAY"), rule: "holidays", params: { closed: false } }),
    row({ id: id("CAP"), rule: "frequency_cap", params: { perDay: 20, perWeek: null, perMonth: null } }),
    row({
      id: id("CAP-PROMO"),
      rule: "frequency_cap",
      purpose: "promotion",
      params: { perDay: 1, perWeek: 2, perMonth: 4 },
    }),
    row({
      id: id("CAP-RISK"),
      rule: "frequency_cap",
      purpose: "risk",
      params: { perDay: null, perWeek: null, perMonth: null },
    }),
    row({ id: id("TOTAL-PROMO"), rule: "total_cap", purpose: "promotion", params: { perDay: 5, perWeek: null } }),
    row({ id: id("FAMILY-PROMO"), rule: "family_cap", purpose: "promotion", params: { perMonth: 2 } }),
    row({ id: id("REPEAT"), rule: "duplicate", params: { contentHours: 1, templateHours: 0 } }),
    row({
      id: id("REPEAT-PROMO"),
      rule: "duplicate",
      purpose: "promotion",
      params: { contentHours: 168, templateHours: 72 },
    }),
    row({ id: id("REPEAT-RISK"), rule: "duplicate", purpose: "risk", params: { contentHours: 0, templateHours: 0 } }),
    row({ id: id("APPROVE"), rule: "approval", params: { always: false } }),
    row({
      id: id("APPROVE-PROMO"),
      rule: "approval",
      purpose: "promotion",
      params: { always: true },
      bounds: { always: FIXED },
    }),
    row({ id: id("PRIORITY"), rule: "priority", params: { urgent: true } }),
    row({
      id: id("PRIORITY-PROMO"),
      rule: "priority",
      purpose: "promotion",
      params: { urgent: false },
      bounds: { urgent: FIXED },
    }),
    row({
      id: id("PRIORITY-EDUCATION"),
      rule: "priority",
      purpose: "education",
      params: { urgent: false },
      bounds: { urgent: FIXED },
    }),
    row({
      id: id("CONFIRM"),
      rule: "refusal_confirmation",
      params: { allowed: confirmation.allowed, withinMinutes: confirmation.withinMinutes },
      ...footing(confirmation),
    }),
  ];
}

/** Sending hours in full hours of the customer's clock; `risk` at any hour. */
export function hourRows(
  code: string,
  promotion: readonly [number, number],
  notices: readonly [number, number],
  basis: Basis & { readonly bounds?: readonly [number, number] },
): RuleRow[] {
  const params = ([from, to]: readonly [number, number]) => ({
    exempt: false,
    ownHours: true,
    fromMinute: from * 60,
    toMinute: to * 60,
    breakFromMinute: null,
    breakToMinute: null,
  });
  const { bounds, instrument, article, regulations } = basis;
  const bound = bounds === undefined ? {} : { floor: bounds[0] * 60, ceiling: bounds[1] * 60 };
  return [
    row({ id: `${code}-HOURS-1`, rule: "quiet_hours", params: params(notices), bounds: { ownHours: FIXED } }),
    row({
      id: `${code}-HOURS-PROMO-1`,
      rule: "quiet_hours",
      purpose: "promotion",
      params: params(promotion),
      bounds: { fromMinute: bound, toMinute: bound, exempt: FIXED, ownHours: FIXED },
      instrument,
      article: article ?? null,
      regulations: regulations ?? [],
    }),
    row({
      id: `${code}-HOURS-RISK-1`,
      rule: "quiet_hours",
      purpose: "risk",
      params: { ...params([0, 24]), exempt: true, ownHours: false },
    }),
  ];
}
