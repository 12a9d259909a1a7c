"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { createContactSchema } from "@/lib/domain/registers/schema";
import { DialogButton } from "../../_components/dialog-button";
import { createContactAction } from "../actions";

function CreateContactForm({ close }: { readonly close: () => void }) {
  const t = useTranslations("settings");
  const form = useActionForm(createContactSchema, createContactAction, { defaults: { number: "", note: "" }, doneMessage: t("contacts.created"), onDone: close });
  return (
    <ActionForm form={form}>
      <FormTextField name="number" label={t("contacts.number")} hint={t("contacts.numberHint")} isRequired />
      <FormTextField name="note" label={t("note")} maxLength={100} isRequired />
      <SubmitButton>{t("contacts.create")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds a number that texts may name. */
export function CreateContact() {
  const t = useTranslations("settings.contacts");
  return (
    <DialogButton label={t("create")} title={t("create")} variant="primary" size="md" icon={<Plus aria-hidden size={16} />}>
      {(close) => <CreateContactForm close={close} />}
    </DialogButton>
  );
}
