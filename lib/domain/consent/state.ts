import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";

/** One entry of the append-only ledger, as far as deriving the current word needs it. */
export type ConsentEntry = {
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly state: "given" | "withdrawn";
  readonly at: Date;
  readonly source: string;
  /** When this consent ends by itself (lib/domain/consent/lapse.ts); null or missing: it does not. */
  readonly lapsesAt?: Date | null;
};

export type ConsentState = "given" | "withdrawn" | "none";

export type CurrentConsent<E extends ConsentEntry = ConsentEntry> = {
  readonly state: ConsentState;
  /** The entry that decided; null where the customer never said anything. */
  readonly entry: E | null;
};

const NOTHING_SAID = { state: "none", entry: null } as const;

/**
 * The customer's present word for one channel and purpose: the latest entry wins, a tie goes to the withdrawal.
 * With `now`, consent dated in the future does not count yet, while a withdrawal always does: a mistyped year or a
 * clock that runs ahead must never turn a no into a yes.
 */
export function currentConsent<E extends ConsentEntry>(
  entries: readonly E[],
  purpose: Purpose,
  channel: Channel,
  now?: Date,
): CurrentConsent<E> {
  let latest: E | null = null;
  for (const entry of entries) {
    if (entry.purpose !== purpose || entry.channel !== channel) continue;
    if (entry.state === "given" && now !== undefined && entry.at > now) continue;
    if (latest === null || isLater(entry, latest)) latest = entry;
  }
  return latest === null ? NOTHING_SAID : { state: latest.state, entry: latest };
}

function isLater(entry: ConsentEntry, than: ConsentEntry): boolean {
  const difference = entry.at.getTime() - than.at.getTime();
  return difference > 0 || (difference === 0 && entry.state === "withdrawn");
}
