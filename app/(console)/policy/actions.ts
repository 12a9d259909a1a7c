"use server";

import { parseDate } from "@internationalized/date";
import { revalidatePath } from "next/cache";
import { getTimeZone } from "next-intl/server";
import { closeProposalSchema, decideProposalSchema } from "@/lib/domain/policy/schema";
import { fail } from "@/lib/domain/shared/result";
import { defineAction } from "@/lib/server/action";
import { now } from "@/lib/server/clock";
import { closeProposal, confirmRule, proposeRule } from "@/lib/server/rules/commands";
import { readParams, ruleFormSchema } from "./_components/rule-schema";

async function effectiveFrom(day: string): Promise<Date> {
  const at = now();
  if (day === "") return at;
  const zone = await getTimeZone();
  const [start, end] = [parseDate(day).toDate(zone), parseDate(day).add({ days: 1 }).toDate(zone)];
  // Today means from now on; days gone by are refused by the command.
  return start <= at && at < end ? at : start;
}

export const proposeRuleAction = defineAction("rules.propose", "settings:write", ruleFormSchema, async (actor, { purpose, day, params, ...input }) => {
  const read = readParams(params);
  if (!read.ok) return fail({ code: "invalid_input", fields: { [`params.${read.param}`]: ["policy.not_a_time"] } });
  const result = await proposeRule(actor, { ...input, purpose: purpose === "all" ? null : purpose, params: read.params, effectiveFrom: (await effectiveFrom(day)).toISOString() });
  if (result.ok) {
    revalidatePath("/policy");
    return result;
  }
  const { error } = result;
  // The shape's own code says more than "invalid value" does, at the field it is about.
  if (error.code === "policy.invalid_value") return fail({ code: "invalid_input", fields: { [`params.${error.evidence.param}`]: [error.evidence.reason] } });
  return fail({ code: error.code, ...("evidence" in error ? { evidence: error.evidence } : {}) });
});

export const confirmRuleAction = defineAction("rules.confirm", "settings:write", decideProposalSchema, async (actor, input) => {
  const result = await confirmRule(actor, input);
  revalidatePath("/policy");
  return result.ok ? result : fail({ code: result.error.code, ...("evidence" in result.error ? { evidence: result.error.evidence } : {}) });
});

export const closeProposalAction = defineAction("rules.close_proposal", "settings:write", closeProposalSchema, async (actor, input) => {
  const result = await closeProposal(actor, input);
  revalidatePath("/policy");
  return result;
});
