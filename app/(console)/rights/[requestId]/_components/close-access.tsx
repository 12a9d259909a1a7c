"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormSelect } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { closeRequestSchema } from "@/lib/domain/rights/schema";
import { closeAccessAction } from "../../actions";

const HANDED = ["counter", "post", "email"] as const;

/** Says that the customer has the copy, and how it got there. */
export function CloseAccess({ requestId }: { readonly requestId: string }) {
  const t = useTranslations("rights.access");
  const form = useActionForm(closeRequestSchema, closeAccessAction, { defaults: { requestId, how: "counter" }, doneMessage: t("done") });
  return (
    <ActionForm form={form}>
      <FormSelect name="how" label={t("how")} options={HANDED.map((value) => ({ value, label: t(`handed.${value}`) }))} />
      <SubmitButton>{t("close")}</SubmitButton>
    </ActionForm>
  );
}
