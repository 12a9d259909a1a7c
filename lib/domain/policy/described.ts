import type { ConsentEntry } from "@/lib/domain/consent/state";
import { groupsOf } from "@/lib/domain/customer/groups";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { CustomerFacts, HistoryFact, QuietHours, SuppressionFact } from "./facts";

/** A customer who is only described: what the rules ask of one, as far as somebody said it. */
export type DescribedCustomer = {
  readonly timeZone: string;
  /** YYYY-MM-DD. */
  readonly birthDate?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly suppressed?: boolean | undefined;
  readonly consents?: readonly { readonly purpose: Purpose; readonly channel: Channel; readonly state: "given" | "withdrawn"; readonly at: Date }[] | undefined;
  readonly channels?: { readonly [P in Purpose]?: readonly Channel[] | undefined } | undefined;
  readonly quietHours?: QuietHours | undefined;
  readonly elderFriendly?: boolean | undefined;
  readonly noProfiling?: boolean | undefined;
  readonly wantsCalls?: boolean | undefined;
  readonly history?: readonly { readonly at: Date; readonly purpose: Purpose; readonly channel: Channel }[] | undefined;
};

/** The facts about a described customer, for a message of this purpose at this instant. */
export function describedFacts(described: DescribedCustomer, purpose: Purpose, at: Date): { customer: CustomerFacts; history: HistoryFact[] } {
  const { timeZone, birthDate, tags = [], suppressed = false, consents = [], channels, quietHours, history = [] } = described;
  const everything: SuppressionFact = { purpose: null, channel: null, at, source: "" };
  return {
    customer: {
      timeZone, hasContactPoint: true, closed: false, birthDate: birthDate ?? null, birthYear: null, riskTolerance: null, groups: groupsOf(tags),
      suppressions: suppressed ? [everything] : [],
      consents: consents.map((one): ConsentEntry => ({ ...one, source: "" })),
      preferences: {
        channels: channels?.[purpose] ?? null, quietHours: quietHours ?? null, elderFriendly: described.elderFriendly ?? false,
        noProfiling: described.noProfiling ?? false, wantsCalls: described.wantsCalls ?? false, smallAmount: null,
      },
    },
    // Nobody said which texts these were, so none of them is the one in question.
    history: history.map((one): HistoryFact => ({ ...one, templateKey: "", contentHash: null, asksFor: null, family: null })),
  };
}
