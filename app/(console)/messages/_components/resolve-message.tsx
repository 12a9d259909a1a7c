"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import { ActionForm } from "@/components/form/action-form";
import { FormRadioGroup, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { resolveUncertainSchema } from "@/lib/domain/message/resolve-schema";
import type { ActionResult } from "@/lib/domain/shared/action-result";

type Props = { readonly messageId: string; readonly action: (input: z.input<typeof resolveUncertainSchema>) => Promise<ActionResult<null>> };

/** Lets a person settle what the carrier never answered, after asking the carrier or the customer; it is never sent again. */
export function ResolveMessage({ messageId, action }: Props) {
  const t = useTranslations("messages.resolve");
  const form = useActionForm(resolveUncertainSchema, action, { defaults: { messageId, outcome: "delivered", reason: "" }, doneMessage: t("done") });
  return (
    <ActionForm form={form} className="flex flex-col gap-3">
      <p className="text-sm text-muted">{t("lead")}</p>
      <FormRadioGroup name="outcome" label={t("outcome")} options={(["delivered", "sent", "failed"] as const).map((value) => ({ value, label: t(value) }))} />
      <FormTextField name="reason" label={t("reason")} placeholder={t("example")} maxLength={200} isRequired />
      <SubmitButton variant="secondary">{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
