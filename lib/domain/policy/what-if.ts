import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { Decision, DecisionFacts, TraceEntry } from "./facts";
import { rulesInForce, type PackSource, type RulePack } from "./pack";
import type { AskedRuleId, RuleId } from "./rules";
import { withValues, type RuleValue } from "./values";

/** What is changed: a rule's parameters for a purpose and a channel (null: every one without its own). */
export type Supposition = {
  readonly rule: RuleId;
  readonly purpose: Purpose | null;
  readonly channel: Channel | null;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
};

/** The pack as it would have been, had these parameters held all along in place of whatever did. */
export function supposedPack(source: PackSource, values: readonly RuleValue[], { rule, purpose, channel, params }: Supposition): RulePack {
  const others = values.filter((value) => value.rule !== rule || value.purpose !== purpose || value.channel !== channel);
  return withValues(source, [...others, { rule, purpose, channel, params, effectiveFrom: new Date(0), effectiveTo: null }]);
}

const sorted = (params: object) => JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether a message of this purpose and channel met other parameters of the rule at that instant. */
export function isAffected(then: RulePack, supposed: RulePack, rule: RuleId, purpose: Purpose, channel: Channel, at: number): boolean {
  const [before, after] = [rulesInForce(then, purpose, channel, at)[rule], rulesInForce(supposed, purpose, channel, at)[rule]];
  return sorted(before?.params ?? {}) !== sorted(after?.params ?? {});
}

/** A message that would have been decided otherwise, and the rule that makes the difference. */
export type Otherwise = { readonly from: Decision["outcome"]; readonly to: Decision["outcome"]; readonly rule: AskedRuleId };

/** What differs between two decisions about one message; null where it would have left at the same moment, or not at all. */
export function difference(then: Decision, supposed: Decision): Otherwise | null {
  const sameMoment = then.outcome !== "wait" || supposed.outcome !== "wait" || then.until.getTime() === supposed.until.getTime();
  if (then.outcome === supposed.outcome && sameMoment) return null;
  const rule = supposed.outcome !== "send" ? supposed.rule : then.outcome !== "send" ? then.rule : null;
  return rule === null ? null : { from: then.outcome, to: supposed.outcome, rule };
}

/** What a stored trace still knows of a message that nothing else does. */
export function factsOfTrace(trace: readonly Pick<TraceEntry, "rule" | "outcome" | "evidence">[]): Pick<
  DecisionFacts, "branchInScope" | "amountMicros" | "senderRegistered" | "provider"
> & { readonly hasContactPoint: boolean; readonly closed: boolean } {
  const of = (rule: AskedRuleId) => trace.find((entry) => entry.rule === rule);
  const refused = (rule: AskedRuleId) => of(rule)?.outcome === "withhold";
  const amount = of("small_amount")?.evidence.amount;
  const carrier = of("provider_contract");
  const ended = refused("provider_contract") && carrier?.evidence.by === "contract" ? new Date(String(carrier.evidence.at)) : null;
  return {
    hasContactPoint: !refused("contact_point"), closed: refused("closed_customer"), branchInScope: !refused("branch_scope"),
    amountMicros: typeof amount === "number" ? Math.round(amount * 1_000_000) : null,
    senderRegistered: refused("sender_registration") ? false : null,
    provider: refused("provider_contract") ? { contractEndsAt: ended, takesOffers: ended !== null } : null,
  };
}
