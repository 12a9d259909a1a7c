import type { Answer, Ask, Moment } from "./answer";
import {
  askBranchScope,
  askChannelPreference,
  askClosedCustomer,
  askConsent,
  askContactPoint,
  askNoCall,
  askProfiling,
  askSuppression,
} from "./ask-customer";
import { askDuplicate, askFrequencyCap, askQuietHours } from "./ask-time";
import type { Decision, DecisionFacts, TraceEntry } from "./facts";
import { rulesInForce, type RulePack, type RuleRowOf, type RulesInForce } from "./pack";
import { REQUIRED_RULES, RULE_IDS, type RuleId } from "./rules";

const ASK: { readonly [R in RuleId]: Ask<R> } = {
  closed_customer: askClosedCustomer,
  contact_point: askContactPoint,
  branch_scope: askBranchScope,
  no_call: askNoCall,
  suppression: askSuppression,
  consent: askConsent,
  channel_preference: askChannelPreference,
  profiling: askProfiling,
  quiet_hours: askQuietHours,
  frequency_cap: askFrequencyCap,
  duplicate: askDuplicate,
};

// Waiting can end in another wait (a rule that changes overnight); a pack that never lets go is a withheld message.
const WAITS_MAX = 32;

const UNRULED: Answer = { outcome: "withhold", evidence: { unruled: true } };

function ask<R extends RuleId>(rule: R, row: RuleRowOf<R>, facts: DecisionFacts, moment: Moment): Answer {
  return ASK[rule](row, facts, moment);
}

function askRule<R extends RuleId>(
  rule: R,
  rules: RulesInForce,
  facts: DecisionFacts,
  moment: Moment,
): { row: string | null; answer: Answer } | null {
  const row: RuleRowOf<R> | undefined = rules[rule];
  if (row !== undefined) return { row: row.id, answer: ask(rule, row, facts, moment) };
  // Fail closed: a gap in the data never lets a message out.
  return REQUIRED_RULES.has(rule) ? { row: null, answer: UNRULED } : null;
}

type Verdict = {
  readonly trace: readonly TraceEntry[];
  readonly withheldBy: RuleId | null;
  readonly wait: { readonly rule: RuleId; readonly until: number } | null;
};

function examine(pack: RulePack, facts: DecisionFacts, now: Date): Verdict {
  const rules = rulesInForce(pack, facts.purpose, facts.channel, now.getTime());
  const moment = { now, packTimeZone: pack.timeZone };
  const trace: TraceEntry[] = [];
  let withheldBy: RuleId | null = null;
  let wait: Verdict["wait"] = null;
  for (const rule of RULE_IDS) {
    const asked = askRule(rule, rules, facts, moment);
    if (asked === null) continue;
    const { row, answer } = asked;
    trace.push({ rule, row, outcome: answer.outcome, evidence: answer.evidence });
    if (answer.outcome === "withhold") withheldBy ??= rule;
    else if (answer.outcome === "wait" && (wait === null || answer.until > wait.until))
      wait = { rule, until: answer.until };
  }
  return { trace, withheldBy, wait };
}

/**
 * Send, wait or withhold, with every rule that was asked, what it saw and what it answered.
 * A rule that withholds beats one that waits; of several waits the latest counts, and it is asked again at its end
 * until no rule waits any more.
 */
export function decide(pack: RulePack, facts: DecisionFacts, now: Date): Decision {
  const { trace, withheldBy, wait } = examine(pack, facts, now);
  if (withheldBy !== null) return { outcome: "withhold", rule: withheldBy, trace };
  if (wait === null) return { outcome: "send", trace };
  let last = wait;
  for (let count = 0; count < WAITS_MAX; count += 1) {
    const then = examine(pack, facts, new Date(last.until));
    if (then.withheldBy !== null || then.wait === null)
      return { outcome: "wait", until: new Date(last.until), rule: last.rule, trace };
    last = then.wait;
  }
  return { outcome: "withhold", rule: last.rule, trace };
}
