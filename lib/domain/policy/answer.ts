import type { DecisionFacts, Evidence } from "./facts";
import type { RuleRowOf } from "./pack";
import type { RuleId } from "./rules";

/** What one rule answers about one message. */
export type Answer =
  | { readonly outcome: "pass"; readonly evidence: Evidence }
  | { readonly outcome: "withhold"; readonly evidence: Evidence }
  | { readonly outcome: "wait"; readonly until: number; readonly evidence: Evidence };

/** The surroundings of a question: the instant it is asked for and the zone that stands in for an unknown one. */
export type Moment = { readonly now: Date; readonly packTimeZone: string };

export type Ask<R extends RuleId> = (row: RuleRowOf<R>, facts: DecisionFacts, moment: Moment) => Answer;

const NOTHING: Evidence = {};
const PASSED: Answer = { outcome: "pass", evidence: NOTHING };
const EXEMPT: Answer = { outcome: "pass", evidence: { exempt: true } };

/** The rule has nothing against it. */
export function pass(evidence?: Evidence): Answer {
  return evidence === undefined ? PASSED : { outcome: "pass", evidence };
}

/** The rule does not hold for this purpose. */
export function exempt(): Answer {
  return EXEMPT;
}

/** The rule forbids the message for good. */
export function withhold(evidence: Evidence = NOTHING): Answer {
  return { outcome: "withhold", evidence };
}
