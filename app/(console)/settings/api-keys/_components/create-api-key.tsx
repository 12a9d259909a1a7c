"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormCombobox, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Option } from "@/components/ui/option";
import { createApiKeySchema } from "@/lib/domain/api/key-schema";
import { ROLES } from "@/lib/domain/shared/vocabulary";
import { DialogButton } from "../../_components/dialog-button";
import { createApiKeyAction } from "../actions";

type Props = { readonly branches: readonly Option[] };

function CreateForm({ branches, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("settings.apiKeys");
  const roles = useTranslations("role");
  const [key, setKey] = useState<string | null>(null);
  const form = useActionForm(createApiKeySchema, createApiKeyAction, { defaults: { name: "" }, doneMessage: null, onDone: (value) => setKey(value.key) });
  if (key !== null) {
    return (
      <div className="flex flex-col gap-4">
        <Callout tone="warning" role="status" title={t("createdTitle")}>
          {t("createdText")}
        </Callout>
        <code className="native-field h-auto py-2 wrap-anywhere select-all" aria-label={t("key")}>
          {key}
        </code>
        <Button variant="primary" onPress={close}>
          {t("close")}
        </Button>
      </div>
    );
  }
  return (
    <ActionForm form={form}>
      <FormTextField name="name" label={t("name")} hint={t("nameHint")} maxLength={60} isRequired />
      <FormSelect name="role" label={t("role")} options={ROLES.map((value) => ({ value, label: roles(value) }))} />
      <FormCombobox name="branchId" label={t("branch")} options={branches} />
      <SubmitButton>{t("create")}</SubmitButton>
    </ActionForm>
  );
}

/** Makes a key and shows it this once. */
export function CreateApiKey({ branches }: Props) {
  const t = useTranslations("settings.apiKeys");
  return (
    <DialogButton label={t("create")} title={t("create")} variant="primary" size="md" icon={<KeyRound aria-hidden size={16} />}>
      {(close) => <CreateForm branches={branches} close={close} />}
    </DialogButton>
  );
}
