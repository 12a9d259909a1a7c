"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckboxGroup } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { withdrawSchema } from "@/lib/domain/rights/schema";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { withdrawConsentsAction } from "../../actions";

/** For which purposes and by which channels the customer takes consent back. */
export function WithdrawConsents({ requestId }: { readonly requestId: string }) {
  const t = useTranslations("rights.withdraw");
  const purposes = useTranslations("purpose");
  const channels = useTranslations("customers.channelName");
  const form = useActionForm(withdrawSchema, withdrawConsentsAction, { defaults: { requestId, purposes: ["promotion"], channels: [...CHANNELS] }, doneMessage: t("done") });
  return (
    <ActionForm form={form}>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormCheckboxGroup name="purposes" label={t("purposes")} options={PURPOSES.map((value) => ({ value, label: purposes(value) }))} />
        <FormCheckboxGroup name="channels" label={t("channels")} options={CHANNELS.map((value) => ({ value, label: channels(value) }))} />
      </div>
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
