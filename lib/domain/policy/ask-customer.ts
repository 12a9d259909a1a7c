import { currentConsent } from "@/lib/domain/consent/state";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { exempt, isoOf, pass, withhold, type Ask } from "./answer";
import type { SuppressionFact } from "./facts";

/** Nobody is written to after the relationship ended. */
export const askClosedCustomer: Ask<"closed_customer"> = (_row, { customer }) =>
  customer.closed ? withhold() : pass();

/** There must be a number or an address for the channel. */
export const askContactPoint: Ask<"contact_point"> = (_row, { customer, channel }) =>
  customer.hasContactPoint ? pass() : withhold({ channel });

/** A branch writes to its own customers only. */
export const askBranchScope: Ask<"branch_scope"> = (_row, { branchInScope }) => (branchInScope ? pass() : withhold());

/** Promise 1: a call is placed only to a customer whose preference asks for calls. */
export const askNoCall: Ask<"no_call"> = (row, { channel, purpose, customer: { preferences } }) => {
  if (channel !== "voice") return pass();
  if (!row.params.allowed) return withhold({ switchedOff: true, purpose });
  const wished = preferences.wantsCalls || (preferences.channels?.includes("voice") ?? false);
  return wished || !row.params.wishRequired ? pass({ wished }) : withhold({ switchedOff: false, purpose });
};

/** Replies may name the word that was sent: "reply:TD". The word in every text of ours is R. */
function sourceEvidence(source: string): { readonly source: string; readonly word: string } {
  const colon = source.indexOf(":");
  return colon < 0 ? { source, word: "R" } : { source: source.slice(0, colon), word: source.slice(colon + 1) };
}

function sameContactPoint(a: Channel, b: Channel, sharedPhone: boolean): boolean {
  return a === b || (sharedPhone && a !== "email" && b !== "email");
}

/** A refusal of a contact point holds at once, whatever the consent ledger says. */
export const askSuppression: Ask<"suppression"> = (row, { purpose, channel, customer }) => {
  let found: SuppressionFact | null = null;
  for (const one of customer.suppressions) {
    if (one.purpose !== null && one.purpose !== purpose) continue;
    if (one.channel !== null && !sameContactPoint(one.channel, channel, row.params.sharedPhone)) continue;
    if (found === null || one.at > found.at) found = one;
  }
  if (found === null) return pass();
  return withhold({ scope: found.purpose ?? "all", at: isoOf(found.at.getTime()), ...sourceEvidence(found.source) });
};

/** Offers need a yes; what a customer's own accounts ask for needs only that there is no no. */
export const askConsent: Ask<"consent"> = (row, { purpose, channel, customer }, { now }) => {
  const { basis } = row.params;
  if (basis === "exempt") return exempt();
  const { state: word, entry } = currentConsent(customer.consents, purpose, channel, now);
  if (entry === null) {
    const evidence = { basis, purpose, channel, state: word, at: null, source: "none", word: "" };
    return basis === "explicit" ? withhold(evidence) : pass(evidence);
  }
  const lapsed = word === "given" && entry.lapsesAt != null && entry.lapsesAt <= now;
  const state = lapsed ? "lapsed" : word;
  const evidence = {
    basis,
    purpose,
    channel,
    state,
    at: isoOf((lapsed ? entry.lapsesAt : entry.at).getTime()),
    ...sourceEvidence(entry.source),
  };
  // Where no consent is needed a lapsed one is no refusal.
  if (state === "withdrawn" || (basis === "explicit" && state !== "given")) return withhold(evidence);
  return pass(evidence);
};

/** Some purposes are not for every channel. */
export const askChannelAllowed: Ask<"channel_allowed"> = (row, { channel, purpose }) =>
  row.params[channel] ? pass() : withhold({ channel, purpose });

/** A customer who named channels for a purpose is reached through these only, and by none where he named none. */
export const askChannelPreference: Ask<"channel_preference"> = (row, { channel, customer: { preferences } }) => {
  if (row.params.exempt) return exempt();
  const named = preferences.channels;
  if (named === null) return pass();
  const wished = named.includes(channel) || (channel === "voice" && preferences.wantsCalls);
  return wished ? pass({ channel }) : withhold({ channel, first: named[0] ?? null });
};
