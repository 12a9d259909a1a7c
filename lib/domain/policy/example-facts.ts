import type { CustomerFacts, DecisionFacts } from "./facts";

type Over = Partial<Omit<DecisionFacts, "customer">> & {
  readonly customer?: Partial<Omit<CustomerFacts, "preferences">> & {
    readonly preferences?: Partial<CustomerFacts["preferences"]>;
  };
};

/** Facts of a customer against whom no rule has anything, changed as told: for tests, benches and the "try it" page. */
export function exampleFacts(over: Over = {}): DecisionFacts {
  const { customer = {}, ...rest } = over;
  const { preferences = {}, ...person } = customer;
  return {
    purpose: "account",
    channel: "sms",
    campaignId: null,
    templateKey: "balance",
    branchInScope: true,
    history: [],
    contentHash: null,
    audienceUsesScore: false,
    assessed: false,
    asksFor: null,
    family: null,
    productRisk: null,
    elderFriendlyText: false,
    hasLink: false,
    amountMicros: null,
    senderRegistered: null,
    provider: null,
    budget: null,
    plannedAt: null,
    ...rest,
    customer: {
      timeZone: "Asia/Shanghai",
      hasContactPoint: true,
      closed: false,
      birthDate: null,
      birthYear: null,
      riskTolerance: null,
      groups: [],
      suppressions: [],
      consents: [],
      ...person,
      preferences: {
        channels: null,
        quietHours: null,
        elderFriendly: false,
        noProfiling: false,
        wantsCalls: false,
        smallAmount: null,
        ...preferences,
      },
    },
  };
}
