"use server";

import { revalidatePath } from "next/cache";
import { enterPaperSchema, issueLinkSchema, officerPreferenceSchema, printFormSchema, revokeLinkSchema, sendLinkSchema } from "@/lib/domain/customer/page-schema";
import { defineAction } from "@/lib/server/action";
import { enterPaper, issueLink, printForm, revokeLink, savePreference } from "@/lib/server/preferences/commands";
import { sendLink } from "@/lib/server/preferences/send-commands";

/** Everything that shows what one customer said. */
function refresh(customerId: string): void {
  revalidatePath(`/customers/${customerId}`, "layout");
}

export const savePreferenceAction = defineAction("preferences.save", "customer:write", officerPreferenceSchema, async (actor, input) => {
  const result = await savePreference(actor, input);
  if (result.ok) refresh(input.customerId);
  return result;
});

export const enterPaperAction = defineAction("preferences.enter_paper", "customer:write", enterPaperSchema, async (actor, input) => {
  const result = await enterPaper(actor, input);
  if (result.ok) refresh(input.customerId);
  return result;
});

export const printFormAction = defineAction("preferences.print", "customer:write", printFormSchema, (actor, input) => printForm(actor, input.customerId));

export const issueLinkAction = defineAction("preferences.issue_link", "customer:write", issueLinkSchema, async (actor, input) => {
  const result = await issueLink(actor, input);
  if (result.ok) refresh(input.customerId);
  return result;
});

export const sendLinkAction = defineAction("preferences.send_link", "customer:write", sendLinkSchema, async (actor, input) => {
  const result = await sendLink(actor, input.customerId);
  refresh(input.customerId);
  return result;
});

export const revokeLinkAction = defineAction("preferences.revoke_link", "customer:write", revokeLinkSchema, async (actor, input) => {
  const result = await revokeLink(actor, input.linkId);
  if (result.ok) refresh(result.value.customerId);
  return result;
});
