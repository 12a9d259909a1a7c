"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { createLinkSchema } from "@/lib/domain/registers/schema";
import { DialogButton } from "../../_components/dialog-button";
import { FormDay } from "../../_components/form-day";
import { createLinkAction } from "../actions";

function CreateLinkForm({ close }: { readonly close: () => void }) {
  const t = useTranslations("settings");
  const form = useActionForm(createLinkSchema, createLinkAction, { defaults: { host: "", note: "", lastDay: "" }, doneMessage: t("links.created"), onDone: close });
  return (
    <ActionForm form={form}>
      <FormTextField name="host" label={t("links.host")} hint={t("links.hostHint")} isRequired />
      <FormTextField name="note" label={t("note")} maxLength={100} isRequired />
      <FormDay name="lastDay" label={t("links.expires")} hint={t("links.expiresHint")} />
      <SubmitButton>{t("links.create")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds a host that texts may link to. */
export function CreateLink() {
  const t = useTranslations("settings.links");
  return (
    <DialogButton label={t("create")} title={t("create")} variant="primary" size="md" icon={<Plus aria-hidden size={16} />}>
      {(close) => <CreateLinkForm close={close} />}
    </DialogButton>
  );
}
