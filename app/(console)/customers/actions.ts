"use server";

import { revalidatePath } from "next/cache";
import { recordConsentSchema, revealCustomerSchema } from "@/lib/domain/customer/schema";
import { defineAction } from "@/lib/server/action";
import { recordConsent, revealCustomer } from "@/lib/server/customers/commands";

export const revealCustomerAction = defineAction("customers.reveal", "customer:reveal", revealCustomerSchema, revealCustomer);

export const recordConsentAction = defineAction("customers.record_consent", "customer:write", recordConsentSchema, async (actor, input) => {
  const result = await recordConsent(actor, input);
  if (result.ok) revalidatePath(`/customers/${input.customerId}`);
  return result;
});
