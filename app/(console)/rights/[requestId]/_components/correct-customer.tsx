"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { correctSchema } from "@/lib/domain/rights/schema";
import { LANGUAGES } from "@/lib/domain/shared/vocabulary";
import { correctCustomerAction } from "../../actions";

const BLANK = { name: "", phone: "", email: "", birthDate: "", kind: "", language: "", clearEmail: false, clearBirthDate: false, evidence: "" } as const;

/** What the customer says is right; what stays empty stays as it is. */
export function CorrectCustomer({ requestId }: { readonly requestId: string }) {
  const t = useTranslations("rights.correct");
  const languages = useTranslations("templates.language");
  const form = useActionForm(correctSchema, correctCustomerAction, { defaults: { ...BLANK, requestId }, doneMessage: t("done") });
  return (
    <ActionForm form={form}>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormTextField name="name" label={t("name")} maxLength={100} />
        <FormTextField name="phone" label={t("phone")} maxLength={40} />
        <FormTextField name="email" label={t("email")} maxLength={254} />
        <FormTextField name="birthDate" label={t("birthDate")} hint={t("birthHint")} maxLength={20} />
        <FormTextField name="kind" label={t("kind")} maxLength={60} />
        <FormSelect name="language" label={t("language")} options={[{ value: "", label: t("asIs") }, ...LANGUAGES.map((value) => ({ value, label: languages(value) }))]} />
        <FormCheckbox name="clearEmail">{t("clearEmail")}</FormCheckbox>
        <FormCheckbox name="clearBirthDate">{t("clearBirthDate")}</FormCheckbox>
      </div>
      <FormTextField name="evidence" label={t("evidence")} hint={t("evidenceHint")} maxLength={100} isRequired />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
