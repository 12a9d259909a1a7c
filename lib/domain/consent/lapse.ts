/** Words that were published once, as far as lapsing needs them; retired ones too, because consent was given under them. */
export type KnownWording = {
  readonly version: string;
  readonly purpose: string;
  /** Months for which consent under these words holds; null: until withdrawn. */
  readonly durationMonths: number | null;
  readonly effectiveFrom: Date;
  /** Consent under earlier words of the purpose counts until then; null: it goes on. */
  readonly renewBy: Date | null;
};

export type LapsingWord = { readonly purpose: string; readonly wordingVersion: string; readonly at: Date; readonly state: "given" | "withdrawn" };

/** The same day and hour some months later; the last day of a shorter month (31 January and one month: 28 February). */
export function addMonths(at: Date, months: number): Date {
  const later = new Date(at);
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(at.getUTCDate(), lastDay));
  return later;
}

const byAge = (one: KnownWording, than: KnownWording) =>
  one.effectiveFrom.getTime() - than.effectiveFrom.getTime() || (one.version > than.version ? 1 : one.version < than.version ? -1 : 0);

/**
 * Until when consent under words older than these counts. The newest words decide, so that a bank can give more time;
 * but what had lapsed before they were in force does not come back to life.
 */
function renewalDue(newer: readonly KnownWording[]): Date | null {
  let due: Date | null = null;
  for (const { renewBy, effectiveFrom } of newer) {
    if (renewBy === null || (due !== null && due <= effectiveFrom)) continue;
    due = renewBy;
  }
  return due;
}

/**
 * When a consent ends by itself: after the duration that its words name, or when newer words of the purpose demand renewal.
 * Words that nobody knows (a reply, an old import) are older than all. A refusal never ends by itself.
 */
export function lapsesAt(entry: LapsingWord, known: readonly KnownWording[]): Date | null {
  if (entry.state === "withdrawn") return null;
  const ofPurpose = known.filter((wording) => wording.purpose === entry.purpose).sort(byAge);
  const at = ofPurpose.findIndex((wording) => wording.version === entry.wordingVersion);
  const months = ofPurpose[at]?.durationMonths ?? null;
  const ends = [months === null ? null : addMonths(entry.at, months), renewalDue(ofPurpose.slice(at + 1))].filter((end) => end !== null);
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
}
