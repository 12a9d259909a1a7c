"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { DialogButton } from "../../_components/dialog-button";
import { FormDay } from "../../_components/form-day";
import { createPriceAction } from "../actions";
import { priceFormSchema } from "./carrier-schema";

function PriceForm({ accountId, close }: { readonly accountId: string; readonly close: () => void }) {
  const t = useTranslations("settings.carriers");
  const purposes = useTranslations("purpose");
  const form = useActionForm(priceFormSchema, createPriceAction, { defaults: { accountId, purpose: "all", from: "", source: "" }, onDone: close });
  return (
    <ActionForm form={form}>
      <FormSelect
        name="purpose"
        label={t("purpose")}
        options={[{ value: "all", label: t("allPurposes") }, ...PURPOSES.map((value) => ({ value, label: purposes(value) }))]}
      />
      <FormNumberField name="yuan" label={t("price")} min={0} max={100} step={0.0001} format={{ maximumFractionDigits: 6 }} unit={t("yuan")} />
      <FormDay name="from" label={t("from")} />
      <FormTextField name="source" label={t("source")} hint={t("sourceHint")} maxLength={120} isRequired />
      <SubmitButton>{t("addPrice")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds a dated price to an account. */
export function AddPrice({ accountId, name }: { readonly accountId: string; readonly name: string }) {
  const t = useTranslations("settings.carriers");
  return (
    <DialogButton label={t("addPrice")} title={t("addPriceTitle", { name })} variant="ghost">
      {(close) => <PriceForm accountId={accountId} close={close} />}
    </DialogButton>
  );
}
