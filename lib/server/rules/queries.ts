import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { PackCode, RulePack } from "@/lib/domain/policy/pack";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import { withValues, type RuleValue } from "@/lib/domain/policy/values";
import { db } from "../db/client";
import { getSetting } from "../settings/queries";

const VALUE = { rule: true, purpose: true, channel: true, params: true, effectiveFrom: true, effectiveTo: true } as const;

/** The bank's own values for a pack, as stored. */
export async function readRuleValues(code: PackCode): Promise<RuleValue[]> {
  return db().ruleValue.findMany({ where: { pack: code }, orderBy: [{ effectiveFrom: "asc" }, { id: "asc" }], select: VALUE });
}

/** A pack as it decides: its rows as shipped, with the bank's own dated values laid over them. Without a code: the bank's own pack. */
export async function packInForce(code?: PackCode): Promise<RulePack> {
  const pack = code ?? (await getSetting("policy.pack"));
  return withValues(PACK_SOURCES[pack], await readRuleValues(pack));
}

/** Every value the bank ever set in a pack, newest first, with the two people who set it. */
export function listRuleValues(actor: Authorized<"policy:read">, code: PackCode) {
  void actor;
  return db().ruleValue.findMany({
    where: { pack: code }, orderBy: [{ effectiveFrom: "desc" }, { id: "desc" }],
    select: { id: true, ...VALUE, createdBy: true, createdAt: true, confirmedBy: true },
  });
}

/** Changes of a pack that wait for a second administrator, and those decided lately, newest first. */
export function listRuleProposals(actor: Authorized<"policy:read">, code: PackCode, state: "open" | "decided", take = 20) {
  void actor;
  return db().ruleProposal.findMany({
    where: { pack: code, state: state === "open" ? "open" : { not: "open" } }, orderBy: [{ proposedAt: "desc" }, { id: "desc" }], take,
    select: {
      id: true, rule: true, purpose: true, channel: true, params: true, before: true, effectiveFrom: true, reason: true, state: true,
      proposedById: true, proposedBy: true, proposedAt: true, decidedBy: true, decidedAt: true,
    },
  });
}

export type RuleProposalRow = Awaited<ReturnType<typeof listRuleProposals>>[number];
