import { z } from "zod";
import { parseClockTime } from "@/lib/domain/policy/hours";
import { changeRuleSchema } from "@/lib/domain/policy/schema";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";

/** A change as the form holds it: times of the day as they are typed, a day of the bank ("" is at once), "all" for every purpose without a rule of its own. */
export const ruleFormSchema = changeRuleSchema.pick({ pack: true, rule: true, channel: true, params: true, reason: true }).extend({
  purpose: z.enum([...PURPOSES, "all"]),
  day: z.union([z.literal(""), z.iso.date("settings.day_malformed")]),
});

export type RuleParam = string | number | boolean | null;
export type RuleParams = Readonly<Record<string, RuleParam>>;

/** Whether a parameter is a time of the day in minutes. */
export const isMinute = (param: string) => param.endsWith("Minute");
/** Whether a parameter is a calendar day. */
export const isDay = (param: string) => param.endsWith("On");

/** "08:30" as minutes after midnight; null where nothing was typed, undefined where it is no time. */
export function readMinute(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  return parseClockTime(typed.padStart(5, "0")) ?? undefined;
}

export type ReadParams = { readonly ok: true; readonly params: Record<string, RuleParam> } | { readonly ok: false; readonly param: string };

/** What was typed as the rule takes it, or the parameter that is no time. */
export function readParams(typed: RuleParams): ReadParams {
  const params: Record<string, RuleParam> = {};
  for (const [param, value] of Object.entries(typed)) {
    const read = isMinute(param) && typeof value === "string" ? readMinute(value) : isDay(param) && value === "" ? null : value;
    if (read === undefined) return { ok: false, param };
    params[param] = read;
  }
  return { ok: true, params };
}
