"use client";

import { useTranslations } from "next-intl";
import { DialogButton } from "@/app/(console)/settings/_components/dialog-button";
import { ActionForm } from "@/components/form/action-form";
import { FormTextArea } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { refuseRequestSchema } from "@/lib/domain/rights/schema";
import { refuseRequestAction } from "../../actions";

function RefuseForm({ requestId, close }: { readonly requestId: string; readonly close: () => void }) {
  const t = useTranslations("rights.refuse");
  const form = useActionForm(refuseRequestSchema, refuseRequestAction, { defaults: { requestId, reason: "" }, doneMessage: t("done"), onDone: close });
  return (
    <ActionForm form={form}>
      <p className="text-sm text-muted">{t("lead")}</p>
      <FormTextArea name="reason" label={t("reason")} maxLength={300} isRequired />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** Answers no, with the reason that the customer is told. */
export function RefuseRequest({ requestId }: { readonly requestId: string }) {
  const t = useTranslations("rights.refuse");
  return <DialogButton label={t("button")} title={t("title")} variant="secondary">{(close) => <RefuseForm requestId={requestId} close={close} />}</DialogButton>;
}
