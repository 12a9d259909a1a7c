import type { DecisionFacts, Evidence } from "./facts";
import type { HolidayCalendar, RuleRowOf } from "./pack";
import type { AskedRuleId } from "./rules";

/** What one rule answers about one message. */
export type Answer =
  | { readonly outcome: "pass"; readonly evidence: Evidence }
  | { readonly outcome: "withhold"; readonly evidence: Evidence }
  | { readonly outcome: "wait"; readonly until: number; readonly evidence: Evidence };

/** The surroundings of a question: the instant it is asked for, and what the pack says of zones and holidays. */
export type Moment = {
  readonly now: Date;
  /** Stand in for an unknown zone: what is asked must hold in all of them. */
  readonly packZones: readonly string[];
  readonly calendar: HolidayCalendar;
};

export type Ask<R extends AskedRuleId> = (row: RuleRowOf<R>, facts: DecisionFacts, moment: Moment) => Answer;

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

const written = new Map<number, string>();
const WRITTEN_MAX = 4_096;

/** An instant as evidence; a campaign asks about a few of them a million times. */
export function isoOf(instant: number): string {
  const known = written.get(instant);
  if (known !== undefined) return known;
  if (written.size >= WRITTEN_MAX) written.clear();
  const text = new Date(instant).toISOString();
  written.set(instant, text);
  return text;
}
