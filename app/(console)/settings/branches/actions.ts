"use server";

import { revalidatePath } from "next/cache";
import { branchIdSchema, changeBranchSchema, createBranchSchema } from "@/lib/domain/branch/schema";
import { defineAction } from "@/lib/server/action";
import { changeBranch, closeBranch, createBranch, reopenBranch } from "@/lib/server/branches/commands";

export const createBranchAction = defineAction("branches.create", "settings:write", createBranchSchema, async (actor, input) => {
  const result = await createBranch(actor, input);
  if (result.ok) revalidatePath("/settings/branches");
  return result;
});

export const changeBranchAction = defineAction("branches.change", "settings:write", changeBranchSchema, async (actor, input) => {
  const result = await changeBranch(actor, input);
  if (result.ok) revalidatePath("/settings/branches");
  return result;
});

export const closeBranchAction = defineAction("branches.close", "settings:write", branchIdSchema, async (actor, { branchId }) => {
  const result = await closeBranch(actor, branchId);
  if (result.ok) revalidatePath("/settings/branches");
  return result;
});

export const reopenBranchAction = defineAction("branches.reopen", "settings:write", branchIdSchema, async (actor, { branchId }) => {
  const result = await reopenBranch(actor, branchId);
  if (result.ok) revalidatePath("/settings/branches");
  return result;
});
