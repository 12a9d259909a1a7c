import { currentConsent, type ConsentEntry } from "@/lib/domain/consent/state";
import type { ChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import { CHANNELS, PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";

/** A no that must outlive the person's data. */
export type Refusal = { readonly channel: Channel; readonly purpose: Purpose; readonly at: Date };

// A channel that a customer left out of the order for notices of his own accounts is a wish about service; for offers it is a no.
const OFFERS: readonly Purpose[] = ["promotion", "education"];

/**
 * Every refusal in force: the latest word of the ledger, and offers by channels that the customer's own order leaves out.
 * Consent is left out: it ends with the data it rests on.
 */
export function refusalsInForce(entries: readonly ConsentEntry[], preferences: { readonly channels: ChannelPreferences; readonly updatedAt: Date } | null): Refusal[] {
  return PURPOSES.flatMap((purpose) => CHANNELS.flatMap((channel): Refusal[] => {
    const { state, entry } = currentConsent(entries, purpose, channel);
    if (state === "withdrawn" && entry) return [{ channel, purpose, at: entry.at }];
    const named = preferences?.channels[purpose];
    return preferences && named && OFFERS.includes(purpose) && !named.includes(channel) ? [{ channel, purpose, at: preferences.updatedAt }] : [];
  }));
}
