"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { REQUEST_DAYS } from "@/lib/domain/rights/request";
import { changeRequestDaysAction } from "../actions";
import { requestDaysSchema } from "./days-schema";

/** Within how many days the bank answers what a person asks about his data. */
export function RequestDaysForm({ days, mayWrite }: { readonly days: number; readonly mayWrite: boolean }) {
  const t = useTranslations("retention.requests");
  const settings = useTranslations("settings");
  const form = useActionForm(requestDaysSchema, changeRequestDaysAction, { defaults: { days } });
  return (
    <ActionForm form={form}>
      <FormNumberField name="days" label={t("days")} min={REQUEST_DAYS.floor} max={REQUEST_DAYS.ceiling} isDisabled={!mayWrite} />
      {mayWrite && <SubmitButton variant="secondary">{settings("save")}</SubmitButton>}
    </ActionForm>
  );
}
