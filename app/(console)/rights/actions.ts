"use server";

import { revalidatePath } from "next/cache";
import { closeRequestSchema, correctSchema, eraseSchema, recordRequestSchema, refuseRequestSchema, withdrawSchema } from "@/lib/domain/rights/schema";
import { defineAction } from "@/lib/server/action";
import { closeAccess, recordRequest, refuseRequest, withdrawConsents } from "@/lib/server/rights/commands";
import { correctCustomer } from "@/lib/server/rights/correct-commands";
import { eraseCustomer } from "@/lib/server/rights/erase-commands";

export const recordRequestAction = defineAction("rights.record", "rights:write", recordRequestSchema, async (actor, input) => {
  const result = await recordRequest(actor, input);
  if (result.ok) revalidatePath(`/customers/${input.customerId}`);
  return result;
});

export const refuseRequestAction = defineAction("rights.refuse", "rights:write", refuseRequestSchema, async (actor, input) => {
  const result = await refuseRequest(actor, input);
  if (result.ok) revalidatePath(`/rights/${input.requestId}`);
  return result;
});

export const closeAccessAction = defineAction("rights.close_access", "rights:write", closeRequestSchema, async (actor, input) => {
  const result = await closeAccess(actor, input);
  if (result.ok) revalidatePath(`/rights/${input.requestId}`);
  return result;
});

export const withdrawConsentsAction = defineAction("rights.withdraw", "rights:write", withdrawSchema, async (actor, input) => {
  const result = await withdrawConsents(actor, input);
  if (result.ok) revalidatePath(`/rights/${input.requestId}`);
  return result;
});

export const correctCustomerAction = defineAction("rights.correct", "rights:write", correctSchema, async (actor, input) => {
  const result = await correctCustomer(actor, input);
  if (result.ok) revalidatePath(`/rights/${input.requestId}`);
  return result;
});

export const eraseCustomerAction = defineAction("rights.erase", "rights:erase", eraseSchema, async (actor, input) => {
  const result = await eraseCustomer(actor, input);
  if (result.ok) revalidatePath(`/rights/${input.requestId}`);
  return result;
});
