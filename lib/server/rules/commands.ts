import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { PACK_SOURCES } from "@/lib/domain/policy/packs";
import type { RuleRow } from "@/lib/domain/policy/pack";
import type { ChangeRuleInput, DecideProposalInput } from "@/lib/domain/policy/schema";
import { acceptValue, editableRow, valueInForce, type ValueRefusal } from "@/lib/domain/policy/values";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { readRuleValues } from "./queries";

export type ProposalRefusal =
  | ValueRefusal
  | { readonly code: "policy.in_the_past" | "policy.unchanged" | "policy.already_proposed" | "policy.proposal_not_found" | "policy.own_proposal" | "policy.not_own_proposal" };

type Change = Pick<ChangeRuleInput, "pack" | "rule" | "purpose" | "channel"> & { readonly params: unknown; readonly effectiveFrom: Date };

// What the form was filled in with may be a minute old; nothing older may come to have been in force.
const GRACE_MS = 60_000;

/** The row that a change is about and the parameters as its rule reads them; shape, floor and ceiling checked. */
function acceptChange({ pack, rule, purpose, channel, params, effectiveFrom }: Change): Result<{ row: RuleRow; params: RuleRow["params"] }, ValueRefusal> {
  const row = editableRow(PACK_SOURCES[pack], { rule, purpose, channel }, effectiveFrom);
  if (!row.ok) return row;
  const accepted = acceptValue(row.value, params);
  return accepted.ok ? ok({ row: row.value, params: accepted.value }) : accepted;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a, Object.keys(Object(a)).sort()) === JSON.stringify(b, Object.keys(Object(b)).sort());

/** Proposes other parameters for a rule from an instant on; nothing changes until a second administrator confirms it. */
export async function proposeRule(actor: Authorized<"settings:write">, input: ChangeRuleInput): Promise<Result<{ id: string }, ProposalRefusal>> {
  const effectiveFrom = new Date(input.effectiveFrom);
  // A rule cannot come to have been in force when messages were decided without it.
  if (effectiveFrom.getTime() < now().getTime() - GRACE_MS) return fail({ code: "policy.in_the_past" });
  const accepted = acceptChange({ ...input, effectiveFrom });
  if (!accepted.ok) return accepted;
  const { pack, rule, purpose, channel, reason } = input;
  const before = valueInForce(accepted.value.row, PACK_SOURCES[pack], await readRuleValues(pack), { rule, purpose, channel }, effectiveFrom);
  if (same(before, accepted.value.params)) return fail({ code: "policy.unchanged" });
  return inTransactionOrRefused<Result<{ id: string }, ProposalRefusal>>(async (tx) => {
    // One at a time for each rule: of two open proposals the later confirmation would silently undo the earlier.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`rule:${pack}:${rule}:${purpose}:${channel}`}, 0))::text`;
    const open = await tx.ruleProposal.count({ where: { pack, rule, purpose, channel, state: "open" } });
    if (open > 0) return fail({ code: "policy.already_proposed" });
    const { id } = await tx.ruleProposal.create({
      data: {
        pack, rule, purpose, channel, reason, effectiveFrom, params: accepted.value.params as Prisma.InputJsonObject, before: before as Prisma.InputJsonObject,
        proposedById: actor.id, proposedBy: actor.name, proposedAt: now(),
      },
      select: { id: true },
    });
    await recordAudit(tx, actor, { action: "rule.proposed", subjectType: "proposal", subjectId: id, detail: { pack, rule, purpose, channel, effectiveFrom: input.effectiveFrom, params: { ...input.params } } });
    return ok({ id });
  });
}

function findOpen(tx: Tx, id: string) {
  return tx.ruleProposal.findFirst({
    where: { id, state: "open" }, select: { id: true, pack: true, rule: true, purpose: true, channel: true, params: true, effectiveFrom: true, proposedById: true, proposedBy: true },
  });
}

/** Confirms a colleague's proposal: a new dated row, from its day on or, where that has passed meanwhile, from now on. */
export function confirmRule(actor: Authorized<"settings:write">, input: DecideProposalInput): Promise<Result<{ effectiveFrom: Date }, ProposalRefusal>> {
  return inTransactionOrRefused<Result<{ effectiveFrom: Date }, ProposalRefusal>>(async (tx) => {
    const proposal = await findOpen(tx, input.proposalId);
    if (!proposal) return fail({ code: "policy.proposal_not_found" });
    if (proposal.proposedById === actor.id) return fail({ code: "policy.own_proposal" });
    const effectiveFrom = proposal.effectiveFrom > now() ? proposal.effectiveFrom : now();
    // Law may have changed between the two: what is confirmed is checked like what is proposed.
    const { pack, rule, purpose, channel } = proposal as Pick<ChangeRuleInput, "pack" | "rule" | "purpose" | "channel">;
    const accepted = acceptChange({ pack, rule, purpose, channel, params: proposal.params, effectiveFrom });
    if (!accepted.ok) return accepted;
    const { count } = await tx.ruleProposal.updateMany({ where: { id: proposal.id, state: "open" }, data: { state: "confirmed", decidedById: actor.id, decidedBy: actor.name, decidedAt: now() } });
    if (count === 0) return fail({ code: "policy.proposal_not_found" });
    await tx.ruleValue.create({
      data: { pack, rule, purpose, channel, params: accepted.value.params as Prisma.InputJsonObject, effectiveFrom, createdBy: proposal.proposedBy, confirmedBy: actor.name },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: "rule.changed", subjectType: "rule", subjectId: rule, detail: { proposal: proposal.id, pack, purpose, channel, effectiveFrom: effectiveFrom.toISOString(), params: proposal.params as Record<string, string | number | boolean | null> },
    });
    return ok({ effectiveFrom });
  });
}

/** Takes a proposal off the table: a colleague rejects it, or its author withdraws it. */
export function closeProposal(actor: Authorized<"settings:write">, input: DecideProposalInput & { readonly as: "rejected" | "withdrawn" }): Promise<Result<null, ProposalRefusal>> {
  return inTransactionOrRefused<Result<null, ProposalRefusal>>(async (tx) => {
    const proposal = await findOpen(tx, input.proposalId);
    if (!proposal) return fail({ code: "policy.proposal_not_found" });
    const own = proposal.proposedById === actor.id;
    if (input.as === "rejected" && own) return fail({ code: "policy.own_proposal" });
    if (input.as === "withdrawn" && !own) return fail({ code: "policy.not_own_proposal" });
    const { count } = await tx.ruleProposal.updateMany({ where: { id: proposal.id, state: "open" }, data: { state: input.as, decidedById: actor.id, decidedBy: actor.name, decidedAt: now() } });
    if (count === 0) return fail({ code: "policy.proposal_not_found" });
    await recordAudit(tx, actor, { action: `rule.${input.as}`, subjectType: "proposal", subjectId: proposal.id, detail: { pack: proposal.pack, rule: proposal.rule } });
    return ok(null);
  });
}
