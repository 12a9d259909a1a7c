"use server";

import { parseDate } from "@internationalized/date";
import { revalidatePath } from "next/cache";
import { getTimeZone } from "next-intl/server";
import { fail } from "@/lib/domain/shared/result";
import { defineAction } from "@/lib/server/action";
import { now } from "@/lib/server/clock";
import { proposeRule } from "@/lib/server/rules/commands";
import { isMinute, readMinute, ruleFormSchema, type RuleParam } from "./_components/rule-schema";

async function effectiveFrom(day: string): Promise<Date> {
  const at = now();
  if (day === "") return at;
  const zone = await getTimeZone();
  const [start, end] = [parseDate(day).toDate(zone), parseDate(day).add({ days: 1 }).toDate(zone)];
  // Today means from now on; days gone by are refused by the command.
  return start <= at && at < end ? at : start;
}

export const changeRuleAction = defineAction("rules.change", "settings:write", ruleFormSchema, async (actor, input) => {
  const params: Record<string, RuleParam> = {};
  for (const [param, value] of Object.entries(input.params)) {
    const read = isMinute(param) && typeof value === "string" ? readMinute(value) : value;
    if (read === undefined) return fail({ code: "invalid_input", fields: { [`params.${param}`]: ["policy.not_a_time"] } });
    params[param] = read;
  }
  const result = await proposeRule(actor, { pack: "CN", rule: input.rule, purpose: input.purpose, channel: null, reason: input.reason, params, effectiveFrom: (await effectiveFrom(input.day)).toISOString() });
  if (result.ok) {
    revalidatePath("/settings/rules");
    return result;
  }
  const { error } = result;
  // The shape's own code says more than "invalid value" does, at the field it is about.
  if (error.code === "policy.invalid_value") return fail({ code: "invalid_input", fields: { [`params.${error.evidence.param}`]: [error.evidence.reason] } });
  return fail({ code: error.code, ...("evidence" in error ? { evidence: error.evidence } : {}) });
});
