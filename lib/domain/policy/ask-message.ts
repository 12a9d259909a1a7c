import { exempt, isoOf, pass, withhold, type Ask } from "./answer";
import { ageSpan } from "./ask-person";

const HOUR = 3_600_000;
const MICROS = 1_000_000;

/** Links are what fraudsters use: some packs allow none, and the elderly get none in offers. */
export const askLinks: Ask<"links"> = (row, { hasLink, customer }, moment) => {
  const { allowed, allowedForElderly, elderAge } = row.params;
  if (!hasLink) return pass();
  if (!allowed) return withhold({ by: "rule" });
  if (allowedForElderly) return pass();
  if (customer.preferences.elderFriendly) return withhold({ by: "elderly" });
  const age = elderAge === 0 ? null : ageSpan(customer, moment);
  return age !== null && age.oldest >= elderAge ? withhold({ by: "age", age: age.oldest }) : pass();
};

/** Small transactions are not told, unless the customer belongs to a group to whom every yuan counts. */
export const askSmallAmount: Ask<"small_amount"> = (row, { amountMicros, customer }, moment) => {
  const { threshold, ownThreshold, announcedOn, elderlyAge, exemptElderly, exemptMigrantWorkers, exemptSubsidies } =
    row.params;
  if (amountMicros === null) return pass();
  const amount = amountMicros / MICROS;
  const own = ownThreshold ? customer.preferences.smallAmount : null;
  if (own !== null && amount < own) return withhold({ by: "customer", amount, threshold: own });
  // A threshold that nobody was told of does not hold.
  const announced = announcedOn !== null && new Date(`${announcedOn}T00:00:00Z`) <= moment.now;
  if (threshold === 0 || !announced || amount >= threshold) return pass({ amount });
  const { groups } = customer;
  const isElderly = groups.includes("elderly") || (ageSpan(customer, moment)?.oldest ?? 0) >= elderlyAge;
  if (exemptElderly && isElderly) return pass({ amount, group: "elderly" });
  if (exemptMigrantWorkers && groups.includes("migrant_worker")) return pass({ amount, group: "migrant_worker" });
  if (exemptSubsidies && groups.includes("subsidy")) return pass({ amount, group: "subsidy" });
  return withhold({ by: "bank", amount, threshold });
};

/** The sender's name must be filed with those who carry the text. */
export const askSenderRegistration: Ask<"sender_registration"> = (row, { senderRegistered }) => {
  if (!row.params.required) return exempt();
  return senderRegistered === false ? withhold() : pass({ known: senderRegistered !== null });
};

/** Handing personal data to a provider needs a contract in force, and offers need one who takes them. */
export const askProviderContract: Ask<"provider_contract"> = (row, { provider, purpose }, { now }) => {
  if (!row.params.required) return exempt();
  if (provider === null) return pass();
  if (provider.contractEndsAt !== null && provider.contractEndsAt <= now)
    return withhold({ by: "contract", at: isoOf(provider.contractEndsAt.getTime()) });
  return purpose === "promotion" && !provider.takesOffers ? withhold({ by: "offers", at: "" }) : pass();
};

/** What a campaign may cost. */
export const askCampaignBudget: Ask<"campaign_budget"> = (row, { budget }) => {
  if (row.params.exempt) return exempt();
  if (budget === null || budget.costMicros <= budget.leftMicros) return pass();
  return withhold({ left: budget.leftMicros / MICROS, cost: budget.costMicros / MICROS });
};

/** Old news is not sent: a code after its minutes, an offer after its week. */
export const askValidity: Ask<"validity"> = (row, { plannedAt }, { now }) => {
  const { hours } = row.params;
  if (hours === null) return exempt();
  if (plannedAt === null || now.getTime() <= plannedAt.getTime() + hours * HOUR) return pass({ hours });
  return withhold({ hours, at: isoOf(plannedAt.getTime()) });
};
