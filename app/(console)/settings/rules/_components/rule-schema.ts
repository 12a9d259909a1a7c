import { z } from "zod";
import { changeRuleSchema } from "@/lib/domain/policy/schema";

/** A change as the form holds it: times of the day as they are typed, and a day of the bank ("" is at once). */
export const ruleFormSchema = changeRuleSchema.pick({ rule: true, purpose: true, params: true, reason: true }).extend({
  day: z.union([z.literal(""), z.iso.date("settings.day_malformed")]),
});

export type RuleParam = string | number | boolean | null;

/** Whether a parameter is a time of the day in minutes. */
export const isMinute = (param: string) => param.endsWith("Minute");

/** "08:30" as minutes after midnight; null where nothing was typed, undefined where it is no time. */
export function readMinute(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const match = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim());
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}
