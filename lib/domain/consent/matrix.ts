import { CHANNELS, PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";
import { currentConsent, type ConsentEntry } from "./state";

export type PresentWord = {
  readonly purpose: Purpose;
  readonly channel: Channel;
  /** `lapsed`: the latest word was a yes, but it has ended by itself. */
  readonly state: "given" | "withdrawn" | "lapsed" | "none";
  readonly since: Date | null;
  readonly lapsesAt: Date | null;
  readonly wordingVersion: string | null;
};

type Entry = ConsentEntry & { readonly wordingVersion: string };

/** What a customer's word is now, for every purpose and channel; `lapsesAt` tells of an entry when it ends by itself. */
export function presentWords(entries: readonly Entry[], lapsesAt: (entry: Entry) => Date | null, now: Date): readonly PresentWord[] {
  return PURPOSES.flatMap((purpose) => CHANNELS.map((channel): PresentWord => {
    const { state, entry } = currentConsent(entries, purpose, channel, now);
    if (entry === null) return { purpose, channel, state: "none", since: null, lapsesAt: null, wordingVersion: null };
    const ends = lapsesAt(entry);
    const isLapsed = state === "given" && ends !== null && ends <= now;
    return { purpose, channel, state: isLapsed ? "lapsed" : state, since: isLapsed ? ends : entry.at, lapsesAt: ends, wordingVersion: entry.wordingVersion };
  }));
}
