import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ChangeBranchInput, CreateBranchInput } from "@/lib/domain/branch/schema";
import { closingObstacle, fitsBelow, type BranchLoad, type ClosingObstacle } from "@/lib/domain/branch/tree";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { isUniqueViolation } from "../db/errors";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";

type Admin = Authorized<"settings:write">;
type NotFound = { readonly code: "branch.not_found" };
type Created = Result<{ id: string }, { readonly code: "branch.code_taken" | "branch.parent_out_of_scope" | "branch.kind_does_not_fit" }>;

/** The branch, held against every other change of it and against new rows that point at it until the transaction ends. */
async function holdBranch(tx: Tx, actor: Admin, branchId: string) {
  await tx.$queryRaw`SELECT id FROM branch WHERE id = ${branchId}::uuid FOR UPDATE`;
  return tx.branch.findFirst({
    where: { id: branchId, path: { startsWith: actor.branchPath } },
    select: { id: true, kind: true, path: true, closedAt: true, parent: { select: { closedAt: true } } },
  });
}

async function loadOf(tx: Tx, branchId: string, path: string): Promise<BranchLoad> {
  const [openBranches, openCustomers, activePeople, activeKeys, unfinishedCampaigns, imports] = await Promise.all([
    tx.branch.count({ where: { parentId: branchId, closedAt: null } }),
    tx.customer.count({ where: { branchId, closedAt: null } }),
    tx.person.count({ where: { branchId, disabledAt: null } }),
    tx.apiKey.count({ where: { branchId, revokedAt: null } }),
    tx.campaign.count({ where: { branchId, state: { notIn: ["completed", "cancelled"] } } }),
    // Few run at a time; which of them reach this branch is told from their own place in the tree.
    tx.customerImport.findMany({ where: { state: { in: ["uploaded", "running"] }, confirmedAt: { not: null } }, select: { branchPath: true } }),
  ]);
  return { openBranches, openCustomers, activePeople, activeKeys, unfinishedCampaigns, unfinishedImports: imports.filter((one) => path.startsWith(one.branchPath)).length };
}

/** Adds a branch or province below one of the actor's branches; code and place are fixed from then on. */
export async function createBranch(actor: Admin, { parentId, ...branch }: CreateBranchInput): Promise<Created> {
  try {
    return await inTransaction(async (tx): Promise<Created> => {
      const parent = await holdBranch(tx, actor, parentId);
      if (!parent || parent.closedAt !== null) return fail({ code: "branch.parent_out_of_scope" });
      if (!fitsBelow(parent.kind, branch.kind)) return fail({ code: "branch.kind_does_not_fit" });
      const path = `${parent.path}${branch.code}/`;
      const { id } = await tx.branch.create({ data: { ...branch, parentId, path }, select: { id: true } });
      await recordAudit(tx, actor, { action: "branch.created", subjectType: "branch", subjectId: id, branchPath: path, detail: { code: branch.code, kind: branch.kind } });
      return ok({ id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "branch.code_taken" });
    throw error;
  }
}

/** Changes names and hotline; code and place in the tree never change, since scope and history hang on them. */
export function changeBranch(actor: Admin, { branchId, ...change }: ChangeBranchInput): Promise<Result<null, NotFound>> {
  return inTransactionOrRefused(async (tx) => {
    const branch = await holdBranch(tx, actor, branchId);
    if (!branch) return fail({ code: "branch.not_found" as const });
    await tx.branch.update({ where: { id: branchId }, data: change, select: { id: true } });
    await recordAudit(tx, actor, { action: "branch.changed", subjectType: "branch", subjectId: branchId, branchPath: branch.path, detail: change });
    return ok(null);
  });
}

/** Closes a branch that nothing hangs on any more; its history stays readable. */
export function closeBranch(actor: Admin, branchId: string): Promise<Result<null, NotFound | { readonly code: ClosingObstacle | "branch.changed_since_read" }>> {
  return inTransactionOrRefused(async (tx) => {
    const branch = await holdBranch(tx, actor, branchId);
    if (!branch) return fail({ code: "branch.not_found" as const });
    if (branch.closedAt !== null) return fail({ code: "branch.changed_since_read" as const });
    const obstacle = closingObstacle(branch.kind, await loadOf(tx, branchId, branch.path));
    if (obstacle !== null) return fail({ code: obstacle });
    await tx.branch.update({ where: { id: branchId }, data: { closedAt: now() }, select: { id: true } });
    await recordAudit(tx, actor, { action: "branch.closed", subjectType: "branch", subjectId: branchId, branchPath: branch.path });
    return ok(null);
  });
}

/** Opens a closed branch again, below an open one. */
export function reopenBranch(actor: Admin, branchId: string): Promise<Result<null, NotFound | { readonly code: "branch.changed_since_read" | "branch.parent_out_of_scope" }>> {
  return inTransactionOrRefused(async (tx) => {
    const branch = await holdBranch(tx, actor, branchId);
    if (!branch) return fail({ code: "branch.not_found" as const });
    if (branch.closedAt === null) return fail({ code: "branch.changed_since_read" as const });
    if (branch.parent && branch.parent.closedAt !== null) return fail({ code: "branch.parent_out_of_scope" as const });
    await tx.branch.update({ where: { id: branchId }, data: { closedAt: null }, select: { id: true } });
    await recordAudit(tx, actor, { action: "branch.reopened", subjectType: "branch", subjectId: branchId, branchPath: branch.path });
    return ok(null);
  });
}
