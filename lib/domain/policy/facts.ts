import type { ConsentEntry } from "@/lib/domain/consent/state";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { CustomerGroup } from "@/lib/domain/customer/groups";
import type { AskedRuleId as RuleId } from "./rules";

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
  /** Where only the year is at hand: ages are then a span of two years, and the stricter end counts. */
  readonly birthYear: number | null;
  /** What product risk the customer was found to bear, 1 to 5; null: never assessed. */
  readonly riskTolerance: number | null;
  readonly groups: readonly CustomerGroup[];
  /** Only suppressions in force of the contact points in question: lifted ones are left out by the reader. */
  readonly suppressions: readonly SuppressionFact[];
  readonly consents: readonly ConsentEntry[];
  readonly preferences: {
    /** For the purpose in question, in the customer's order; null: nothing said, empty: by no channel. */
    readonly channels: readonly Channel[] | null;
    readonly quietHours: QuietHours | null;
    readonly elderFriendly: boolean;
    readonly noProfiling: boolean;
    readonly wantsCalls: boolean;
    /** Transactions below need no notice; major units. */
    readonly smallAmount: number | null;
  };
};

/** A message that was sent, or is on its way; never the message that is being decided. */
export type HistoryFact = {
  readonly at: Date;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly templateKey: string;
  readonly contentHash: string | null;
  /** The purpose for which it asked for consent. */
  readonly asksFor: Purpose | null;
  readonly family: string | null;
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
  /** The campaign names its impact assessment (PIPL 55). */
  readonly assessed: boolean;
  /** The purpose for which the message asks for consent; null: it asks for none. */
  readonly asksFor: Purpose | null;
  /** Campaigns about one thing. */
  readonly family: string | null;
  /** Risk of the product offered, 1 to 5; null: no product with a risk level. */
  readonly productRisk: number | null;
  /** The text in question is the elder-friendly one. */
  readonly elderFriendlyText: boolean;
  readonly hasLink: boolean;
  /** Amount of the transaction it tells of, in millionths of the pack's currency; null: it tells of none. */
  readonly amountMicros: number | null;
  /** Whether the sender's name is filed where it must be; null: not known to the asker. */
  readonly senderRegistered: boolean | null;
  readonly provider: { readonly contractEndsAt: Date | null; readonly takesOffers: boolean } | null;
  /** Micro-units; null: no budget. */
  readonly budget: { readonly leftMicros: number; readonly costMicros: number } | null;
  /** When it was first meant to leave; null: now. */
  readonly plannedAt: Date | null;
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
