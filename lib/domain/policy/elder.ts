import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { ageSpan } from "./ask-person";
import type { CustomerFacts } from "./facts";
import { rulesInForce, type RulePack } from "./pack";

/** Whether a customer gets the elder-friendly text where a template has one: by wish, or by an age that the pack sets. */
export function getsElderText(
  pack: RulePack,
  purpose: Purpose,
  channel: Channel,
  customer: CustomerFacts,
  now: Date,
): boolean {
  if (customer.preferences.elderFriendly) return true;
  const fromAge = rulesInForce(pack, purpose, channel, now.getTime()).elder_variant?.params.fromAge ?? null;
  if (fromAge === null) return false;
  const age = ageSpan(customer, { now, packZones: pack.timeZones, calendar: pack.calendar });
  return age !== null && age.oldest >= fromAge;
}
