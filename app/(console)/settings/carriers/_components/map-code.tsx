"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { mapCodeSchema } from "@/lib/domain/message/mapped-code";
import { ERROR_CLASSES } from "@/lib/domain/message/provider-error";
import { DialogButton } from "../../_components/dialog-button";
import { mapCodeAction } from "../actions";

type Code = { readonly space: string; readonly code: string };

function MapForm({ space, code, close }: Code & { readonly close: () => void }) {
  const t = useTranslations("settings.carriers.codes");
  const reasons = useTranslations("message.reason");
  const form = useActionForm(mapCodeSchema, mapCodeAction, { defaults: { space, code, class: "permanent", meaning: "" }, onDone: close });
  return (
    <ActionForm form={form}>
      <FormSelect name="class" label={t("class")} options={ERROR_CLASSES.map((value) => ({ value, label: reasons(value) }))} />
      <FormTextField name="meaning" label={t("meaning")} hint={t("meaningHint")} maxLength={200} isRequired />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Says what a code means. */
export function MapCode(code: Code) {
  const t = useTranslations("settings.carriers.codes");
  return (
    <DialogButton label={t("map")} title={t("mapTitle", { code: code.code })}>
      {(close) => <MapForm {...code} close={close} />}
    </DialogButton>
  );
}
