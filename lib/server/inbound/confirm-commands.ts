import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { SettingValue } from "@/lib/domain/settings/settings";
import type { ActionFailure } from "@/lib/domain/shared/action-result";
import { fail, type Result } from "@/lib/domain/shared/result";
import { changeSetting } from "../settings/commands";
import { listConfirmations } from "./answer-templates";

/** Whether a refusal by keyword is confirmed, and with which approved text. */
export async function changeConfirmation(actor: Authorized<"settings:write">, value: SettingValue<"reply.confirm_refusal">): Promise<Result<null, ActionFailure>> {
  if (value.template !== null && !(await listConfirmations(actor)).some(({ key }) => key === value.template)) {
    return fail({ code: "settings.confirm_template", fields: { template: ["settings.confirm_template"] } });
  }
  return changeSetting(actor, "reply.confirm_refusal", value);
}
