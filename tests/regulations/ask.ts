import { checkText, type CheckInput } from "@/lib/domain/check/check-text";
import { decide } from "@/lib/domain/policy/decide";
import { exampleFacts } from "@/lib/domain/policy/example-facts";
import type { Decision } from "@/lib/domain/policy/facts";
import type { PackCode } from "@/lib/domain/policy/pack";
import { citationOf, rulePack } from "@/lib/domain/policy/pack";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import type { AskedRuleId } from "@/lib/domain/policy/rules";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";

export const NOON = new Date("2026-11-23T12:00:00+08:00");
export const at = (text: string) => new Date(text);

type Over = NonNullable<Parameters<typeof exampleFacts>[0]>;

const packs = new Map<PackCode, ReturnType<typeof rulePack>>();
function packOf(code: PackCode) {
  const known = packs.get(code) ?? rulePack(PACK_SOURCES[code]);
  packs.set(code, known);
  return known;
}

/** One word of the ledger. */
export const word = (state: "given" | "withdrawn", when: string, purpose: Purpose = "promotion", channel: Channel = "sms") =>
  ({ state, purpose, channel, at: at(when), source: "branch" }) as const;

export const AGREED = [word("given", "2026-01-05T10:00:00+08:00")];

/** An offer to somebody who agreed to offers, changed as told. */
export const offer = (over: Over = {}): Over => ({ purpose: "promotion", templateKey: "offer", ...over, customer: { consents: AGREED, ...over.customer } });

export function ask(facts: Over, now: Date = NOON, code: PackCode = "CN"): Decision {
  return decide(packOf(code), exampleFacts(facts), now);
}

/** "send", "wait", or the rule that withholds. */
export function verdict(facts: Over, now: Date = NOON, code: PackCode = "CN"): "send" | "wait" | AskedRuleId {
  const decision = ask(facts, now, code);
  return decision.outcome === "withhold" ? decision.rule : decision.outcome;
}

export const until = (decision: Decision) => (decision.outcome === "wait" ? decision.until.toISOString() : decision.outcome);

/** Instrument and article that a rule's answer cites. */
export function cited(decision: Decision, rule: AskedRuleId, code: PackCode = "CN") {
  return citationOf(packOf(code), decision.trace.find((one) => one.rule === rule)?.row ?? null);
}

const REGISTERS = {
  links: [{ host: "m.hongyan-bank.example" }], contacts: [{ number: "95599000" }], signatures: ["鸿雁银行"],
} as const;

/** Rules of the content check that have something against a text. */
export function findings(text: string, purpose: Purpose = "account", more: Partial<CheckInput> = {}) {
  return checkText({
    text, purpose, language: "zh-CN", signature: "鸿雁银行", variables: [], elderFriendly: false, billingRule: "cn-domestic", ...REGISTERS, ...more,
  }).map((one) => one.rule);
}

export const WAY_OUT = "详询95599000，拒收请回复R";
