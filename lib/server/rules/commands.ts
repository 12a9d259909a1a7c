import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { CN_SOURCE } from "@/lib/domain/policy/packs/cn";
import type { ChangeRuleInput } from "@/lib/domain/policy/schema";
import { acceptValue, editableRow, type ValueRefusal } from "@/lib/domain/policy/values";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused } from "../db/transaction";

/** Sets a rule's parameters from an instant on, inside the floor and ceiling of the row; earlier rows stay as they were. */
export async function changeRule(actor: Authorized<"settings:write">, input: ChangeRuleInput): Promise<Result<{ id: string }, ValueRefusal | { code: "policy.in_the_past" }>> {
  const effectiveFrom = new Date(input.effectiveFrom);
  // A rule cannot come to have been in force when messages were decided without it.
  if (effectiveFrom.getTime() < now().getTime() - 60_000) return fail({ code: "policy.in_the_past" });
  const row = editableRow(CN_SOURCE, input.rule, input.purpose, effectiveFrom);
  if (!row.ok) return row;
  const accepted = acceptValue(row.value, input.params);
  if (!accepted.ok) return accepted;
  return inTransactionOrRefused(async (tx) => {
    const { id } = await tx.ruleValue.create({
      data: { pack: CN_SOURCE.code, rule: input.rule, purpose: input.purpose, params: accepted.value as Prisma.InputJsonObject, effectiveFrom, createdBy: actor.name },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: "rule.changed", subjectType: "rule", subjectId: input.rule,
      detail: { purpose: input.purpose, effectiveFrom: effectiveFrom.toISOString(), params: { ...input.params } },
    });
    return ok({ id });
  });
}
