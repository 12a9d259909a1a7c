import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { RulePack } from "@/lib/domain/policy/pack";
import { CN_SOURCE } from "@/lib/domain/policy/packs/cn";
import { withValues } from "@/lib/domain/policy/values";
import { db } from "../db/client";

/** The pack that decides now: the mainland rows as shipped, with the bank's own dated values laid over them. */
export async function packInForce(): Promise<RulePack> {
  const values = await db().ruleValue.findMany({
    where: { pack: CN_SOURCE.code }, orderBy: { effectiveFrom: "asc" },
    select: { rule: true, purpose: true, params: true, effectiveFrom: true, effectiveTo: true },
  });
  return withValues(CN_SOURCE, values);
}

/** Every value the bank ever set, newest first. */
export function listRuleValues(actor: Authorized<"settings:read">) {
  void actor;
  return db().ruleValue.findMany({
    where: { pack: CN_SOURCE.code }, orderBy: [{ effectiveFrom: "desc" }, { id: "desc" }],
    select: { id: true, rule: true, purpose: true, params: true, effectiveFrom: true, effectiveTo: true, createdBy: true, createdAt: true },
  });
}
