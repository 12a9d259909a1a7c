"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { CARRIERS, createSignatureSchema, FILING_STATES, fileSignatureSchema } from "@/lib/domain/registers/schema";
import { DialogButton } from "../../_components/dialog-button";
import { createSignatureAction, fileSignatureAction } from "../actions";

type Closing = { readonly close: () => void };

function CreateForm({ close }: Closing) {
  const t = useTranslations("settings.signatures");
  const form = useActionForm(createSignatureSchema, createSignatureAction, { defaults: { text: "" }, doneMessage: t("created"), onDone: close });
  return (
    <ActionForm form={form}>
      <FormTextField name="text" label={t("text")} hint={t("textHint")} maxLength={12} isRequired />
      <SubmitButton>{t("create")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds a signature. */
export function CreateSignature() {
  const t = useTranslations("settings.signatures");
  return (
    <DialogButton label={t("create")} title={t("create")} variant="primary" size="md" icon={<Plus aria-hidden size={16} />}>
      {(close) => <CreateForm close={close} />}
    </DialogButton>
  );
}

function FileForm({ signatureId, close }: Closing & { readonly signatureId: string }) {
  const t = useTranslations("settings");
  const form = useActionForm(fileSignatureSchema, fileSignatureAction, { defaults: { signatureId, reason: "" }, onDone: close });
  return (
    <ActionForm form={form}>
      <FormSelect name="carrier" label={t("signatures.carrier")} options={CARRIERS.map((value) => ({ value, label: t(`carrier.${value}`) }))} />
      <FormSelect name="state" label={t("state")} options={FILING_STATES.map((value) => ({ value, label: t(`filing.${value}`) }))} />
      <FormTextField name="reason" label={t("signatures.reason")} maxLength={200} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Records what a carrier said of a signature. */
export function FileSignature({ id, text }: { readonly id: string; readonly text: string }) {
  const t = useTranslations("settings.signatures");
  return (
    <DialogButton label={t("file")} title={t("fileTitle", { text })}>
      {(close) => <FileForm signatureId={id} close={close} />}
    </DialogButton>
  );
}
