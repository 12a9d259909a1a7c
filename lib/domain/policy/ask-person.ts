import { currentConsent } from "@/lib/domain/consent/state";
import { exempt, isoOf, pass, withhold, type Ask, type Moment } from "./answer";
import type { CustomerFacts, DecisionFacts } from "./facts";
import { localDay } from "./zone";

type AgeSpan = { readonly youngest: number; readonly oldest: number };

/** Full years on the customer's own calendar day; where only the year of birth is known, the two ages it may be. */
export function ageSpan({ birthDate, birthYear, timeZone }: CustomerFacts, { now, packZones }: Moment): AgeSpan | null {
  if (birthDate === null && birthYear === null) return null;
  const today = localDay(timeZone, packZones[0] ?? "UTC", now.getTime());
  const year = Number(today.slice(0, 4));
  if (birthDate === null) return { youngest: year - (birthYear ?? 0) - 1, oldest: year - (birthYear ?? 0) };
  const before = today.slice(5) < birthDate.slice(5) ? 1 : 0;
  const years = year - Number(birthDate.slice(0, 4)) - before;
  return { youngest: years, oldest: years };
}

/** Children get no offers (PIPL 28: under fourteen is sensitive). */
export const askMinimumAge: Ask<"minimum_age"> = (row, { customer }, moment) => {
  const { years } = row.params;
  if (years === 0) return exempt();
  const age = ageSpan(customer, moment);
  if (age === null) return pass({ known: false, years });
  return age.youngest < years ? withhold({ age: age.youngest, years }) : pass({ known: true, years });
};

/** A product is offered only to those who can bear its risk, and with special care from an age on. */
export const askSuitability: Ask<"suitability"> = (row, { productRisk, customer }, moment) => {
  if (productRisk === null) return pass();
  const { careAge, careRiskMax, unknownRiskMax } = row.params;
  const age = ageSpan(customer, moment);
  if (age !== null && age.oldest >= careAge && productRisk > careRiskMax)
    return withhold({ by: "age", risk: productRisk, age: age.oldest, limit: careRiskMax });
  const { riskTolerance } = customer;
  const limit = riskTolerance ?? unknownRiskMax;
  if (productRisk <= limit) return pass({ risk: productRisk, limit });
  return withhold({
    by: riskTolerance === null ? "unknown" : "tolerance",
    risk: productRisk,
    age: age?.oldest ?? 0,
    limit,
  });
};

/** An audience chosen by a score is closed to those who refused profiling (PIPL 24), and needs an assessment (PIPL 55). */
export const askProfiling: Ask<"profiling"> = (row, { audienceUsesScore, assessed, customer }) => {
  if (row.params.exempt) return exempt();
  if (!audienceUsesScore) return pass();
  if (customer.preferences.noProfiling) return withhold({ by: "customer" });
  return row.params.assessmentRequired && !assessed ? withhold({ by: "assessment" }) : pass();
};

/** Who asked for plain large texts, or is old enough, gets the elder-friendly one. */
export const askElderVariant: Ask<"elder_variant"> = (row, { elderFriendlyText, customer }, moment) => {
  const { fromAge, missing } = row.params;
  const wished = customer.preferences.elderFriendly;
  const age = fromAge === null || wished ? null : ageSpan(customer, moment);
  if (!wished && (fromAge === null || age === null || age.oldest < fromAge)) return pass();
  if (elderFriendlyText) return pass({ used: true, wished });
  // Age alone keeps nothing from a customer who never asked for other words.
  return missing === "withhold" && wished ? withhold({ wished }) : pass({ used: false, wished });
};

function lastRefusal({ asksFor, channel, customer }: DecisionFacts, now: Date): Date | null {
  if (asksFor === null) return null;
  const { state, entry } = currentConsent(customer.consents, asksFor, channel, now);
  let at = state === "withdrawn" && entry !== null ? entry.at : null;
  for (const one of customer.suppressions)
    if ((one.purpose === null || one.purpose === asksFor) && (at === null || one.at > at)) at = one.at;
  return at;
}

function monthsAfter(at: Date, months: number): Date {
  const day = at.getUTCDate();
  const end = new Date(at);
  end.setUTCMonth(end.getUTCMonth() + months);
  // 31 January and one month is the last day of February, not the third of March.
  if (end.getUTCDate() !== day) end.setUTCDate(0);
  return end;
}

/** Whoever refused is not asked again for a while, and whoever did not answer is not asked twice. */
export const askCoolingOff: Ask<"cooling_off"> = (row, facts, { now }) => {
  const { asksFor, history } = facts;
  const { months } = row.params;
  if (asksFor === null || months === 0) return exempt();
  const refused = lastRefusal(facts, now);
  if (refused !== null && monthsAfter(refused, months) > now)
    return withhold({ by: "refused", asked: asksFor, at: isoOf(refused.getTime()), months });
  for (const one of history)
    if (one.asksFor === asksFor && monthsAfter(one.at, months) > now)
      return withhold({ by: "silent", asked: asksFor, at: isoOf(one.at.getTime()), months });
  return pass({ asked: asksFor });
};
