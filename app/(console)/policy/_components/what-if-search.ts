import { RULE_IDS, type AskedRuleId } from "@/lib/domain/policy/rules";
import { CHANNELS, PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";
import type { HeldRule, Matrix } from "@/lib/domain/policy/matrix";
import { one, type Search } from "./policy-search";
import { isDay, isMinute, readParams, type ReadParams, type RuleParam } from "./rule-schema";
import { paramsOf } from "./rule-words";

/** Which rule, for whom: "quiet_hours.promotion.", as a select holds it. */
export type Target = { readonly rule: AskedRuleId; readonly purpose: Purpose | null; readonly channel: Channel | null };

export const targetKey = ({ rule, purpose, channel }: { readonly rule: string; readonly purpose: string | null; readonly channel: string | null }) => `${rule}.${purpose ?? ""}.${channel ?? ""}`;

/** The rule that the address asks about: as one word of the select, or in its parts as the matrix links to it. */
export function readTarget(query: Search): Target | null {
  const [rule, purpose, channel] = one(query.target) === "" ? [one(query.rule), one(query.purpose), one(query.channel)] : one(query.target).split(".");
  const known = RULE_IDS.find((id) => id === rule);
  if (known === undefined) return null;
  return { rule: known, purpose: PURPOSES.find((each) => each === purpose) ?? null, channel: CHANNELS.find((each) => each === channel) ?? null };
}

/** Every rule that decides about messages and may be edited, once for each purpose and channel that has it. */
export function targetsOf({ lines, others }: Matrix): HeldRule[] {
  const all = [...lines.flatMap((line) => line.cells.flatMap((cell) => cell.held ?? [])), ...others.flatMap((other) => other.held)];
  const asked = all.filter(({ rule, row }) => (RULE_IDS as readonly string[]).includes(rule) && paramsOf(row).some(({ bound }) => bound?.fixed !== true));
  return asked.sort((a, b) => (RULE_IDS as readonly string[]).indexOf(a.rule) - (RULE_IDS as readonly string[]).indexOf(b.rule));
}

function readOne(param: string, current: RuleParam, typed: string): RuleParam {
  if (typeof current === "boolean") return typed === "true";
  if (param === "basis" || param === "missing" || isMinute(param) || isDay(param)) return typed;
  return typed === "" ? null : Number(typed);
}

/** The parameters that the address supposes, or null where it supposes none yet. */
export function readSupposed(query: Search, { row }: HeldRule): ReadParams | null {
  if (one(query.ask) === "") return null;
  const typed = paramsOf(row).map(({ param, value, bound }) => {
    const given = query[`p.${param}`];
    return [param, bound?.fixed === true || typeof given !== "string" ? value : readOne(param, value, given.trim())] as const;
  });
  return readParams(Object.fromEntries(typed));
}
