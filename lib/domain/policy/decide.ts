import type { Answer, Ask, Moment } from "./answer";
import {
  askBranchScope,
  askChannelAllowed,
  askChannelPreference,
  askClosedCustomer,
  askConsent,
  askContactPoint,
  askNoCall,
  askSuppression,
} from "./ask-customer";
import {
  askCampaignBudget,
  askLinks,
  askProviderContract,
  askSenderRegistration,
  askSmallAmount,
  askValidity,
} from "./ask-message";
import { askCoolingOff, askElderVariant, askMinimumAge, askProfiling, askSuitability } from "./ask-person";
import { askDuplicate, askFamilyCap, askFrequencyCap, askTotalCap } from "./ask-repetition";
import { askHolidays, askQuietHours } from "./ask-time";
import type { Decision, DecisionFacts, TraceEntry } from "./facts";
import { rulesInForce, type RulePack, type RuleRowOf, type RulesInForce } from "./pack";
import { REQUIRED_RULES, RULE_IDS, type AskedRuleId as RuleId } from "./rules";

const ASK: { readonly [R in RuleId]: Ask<R> } = {
  closed_customer: askClosedCustomer,
  contact_point: askContactPoint,
  branch_scope: askBranchScope,
  channel_allowed: askChannelAllowed,
  no_call: askNoCall,
  suppression: askSuppression,
  consent: askConsent,
  cooling_off: askCoolingOff,
  channel_preference: askChannelPreference,
  minimum_age: askMinimumAge,
  suitability: askSuitability,
  profiling: askProfiling,
  elder_variant: askElderVariant,
  links: askLinks,
  small_amount: askSmallAmount,
  sender_registration: askSenderRegistration,
  provider_contract: askProviderContract,
  campaign_budget: askCampaignBudget,
  validity: askValidity,
  holidays: askHolidays,
  quiet_hours: askQuietHours,
  frequency_cap: askFrequencyCap,
  total_cap: askTotalCap,
  family_cap: askFamilyCap,
  duplicate: askDuplicate,
};

/** Rules whose answer is another one at the end of a wait: only these are asked for it. */
const TIMED: readonly RuleId[] = ["validity", "holidays", "quiet_hours"];

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

type Wait = { readonly rule: RuleId; readonly until: number };

/** What the timed rules say of a later instant: an entry that withholds, the latest wait, or nothing against it. */
function examineLater(pack: RulePack, facts: DecisionFacts, at: number): TraceEntry | Wait | null {
  const rules = rulesInForce(pack, facts.purpose, facts.channel, at);
  const moment: Moment = { now: new Date(at), packZones: pack.timeZones, calendar: pack.calendar };
  let wait: Wait | null = null;
  for (const rule of TIMED) {
    const asked = askRule(rule, rules, facts, moment);
    if (asked === null) continue;
    const { row, answer } = asked;
    if (answer.outcome === "withhold") return { rule, row, outcome: "withhold", evidence: answer.evidence };
    if (answer.outcome === "wait" && (wait === null || answer.until > wait.until)) wait = { rule, until: answer.until };
  }
  return wait;
}

/**
 * Send, wait or withhold, with every rule that was asked, what it saw and what it answered.
 * A rule that withholds beats one that waits; of several waits the latest counts, and it is asked again at its end
 * until no rule waits any more. What would wait until it is not worth sending any more is withheld now.
 */
export function decide(pack: RulePack, facts: DecisionFacts, now: Date): Decision {
  const rules = rulesInForce(pack, facts.purpose, facts.channel, now.getTime());
  const moment: Moment = { now, packZones: pack.timeZones, calendar: pack.calendar };
  const trace: TraceEntry[] = [];
  let withheldBy: RuleId | null = null;
  let wait: Wait | null = null;
  for (const rule of RULE_IDS) {
    const asked = askRule(rule, rules, facts, moment);
    if (asked === null) continue;
    const { row, answer } = asked;
    trace.push({ rule, row, outcome: answer.outcome, evidence: answer.evidence });
    if (answer.outcome === "withhold") withheldBy ??= rule;
    else if (answer.outcome === "wait" && (wait === null || answer.until > wait.until))
      wait = { rule, until: answer.until };
  }
  if (withheldBy !== null) return { outcome: "withhold", rule: withheldBy, trace };
  if (wait === null) return { outcome: "send", trace };
  const planned = facts.plannedAt === null ? { ...facts, plannedAt: now } : facts;
  let last: Wait = wait;
  for (let count = 0; count < WAITS_MAX; count += 1) {
    const then = examineLater(pack, planned, last.until);
    if (then === null) return { outcome: "wait", until: new Date(last.until), rule: last.rule, trace };
    if ("outcome" in then)
      return { outcome: "withhold", rule: then.rule, trace: trace.map((one) => (one.rule === then.rule ? then : one)) };
    last = then;
  }
  return { outcome: "withhold", rule: last.rule, trace };
}
