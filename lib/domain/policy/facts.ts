import type { ConsentEntry } from "@/lib/domain/consent/state";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { RuleId } from "./rules";

export type SuppressionFact = {
  /** Null: every purpose. */
  readonly purpose: Purpose | null;
  /** Null: every channel. */
  readonly channel: Channel | null;
  readonly at: Date;
  /** A ConsentSource; a reply may name its word: "reply:TD". */
  readonly source: string;
};

/** Minutes after midnight in the customer's zone; from later than to passes midnight, equal ends mean the whole day. */
export type QuietHours = { readonly fromMinute: number; readonly toMinute: number };

export type CustomerFacts = {
  readonly timeZone: string;
  readonly hasContactPoint: boolean;
  readonly closed: boolean;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
  /** Only suppressions in force of the contact points in question: lifted ones are left out by the reader. */
  readonly suppressions: readonly SuppressionFact[];
  readonly consents: readonly ConsentEntry[];
  readonly preferences: {
    /** In the customer's order; null or empty: nothing said. */
    readonly channels: readonly Channel[] | null;
    readonly quietHours: QuietHours | null;
    readonly elderFriendly: boolean;
    readonly noProfiling: boolean;
    readonly wantsCalls: boolean;
  };
};

/** A message that was sent, or is on its way; never the message that is being decided. */
export type HistoryFact = {
  readonly at: Date;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly templateKey: string;
  readonly contentHash: string | null;
};

/** Everything `decide` may look at, besides the pack and the clock. */
export type DecisionFacts = {
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly campaignId: string | null;
  readonly templateKey: string;
  readonly branchInScope: boolean;
  readonly customer: CustomerFacts;
  readonly history: readonly HistoryFact[];
  readonly contentHash: string | null;
  /** The audience was chosen by a score (PIPL 24). */
  readonly audienceUsesScore: boolean;
};

export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

/** One rule that was asked; `row` names the dated row (`citationOf` gives instrument and article). */
export type TraceEntry = {
  readonly rule: RuleId;
  readonly row: string | null;
  readonly outcome: "pass" | "wait" | "withhold";
  readonly evidence: Evidence;
};

export type Decision =
  | { readonly outcome: "send"; readonly trace: readonly TraceEntry[] }
  | { readonly outcome: "wait"; readonly until: Date; readonly rule: RuleId; readonly trace: readonly TraceEntry[] }
  | { readonly outcome: "withhold"; readonly rule: RuleId; readonly trace: readonly TraceEntry[] };

/** Evidence that is an ISO 8601 instant: format it in the reader's language and the bank's zone before showing words. */
export const INSTANT_EVIDENCE: ReadonlySet<string> = new Set(["at", "until"]);
