"use client";

import { Eraser } from "lucide-react";
import { useTranslations } from "next-intl";
import { DialogButton } from "@/app/(console)/settings/_components/dialog-button";
import { ActionForm } from "@/components/form/action-form";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { eraseSchema } from "@/lib/domain/rights/schema";
import { eraseCustomerAction } from "../../actions";

type Props = { readonly requestId: string; readonly number: string };

function EraseForm({ requestId, number, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("rights.erase");
  const form = useActionForm(eraseSchema, eraseCustomerAction, { defaults: { requestId, number: "" }, doneMessage: t("done"), onDone: close });
  return (
    <ActionForm form={form}>
      <p className="text-sm text-muted">{t("lead")}</p>
      <FormTextField name="number" label={t("number")} hint={t("numberHint", { number })} maxLength={40} isRequired />
      <SubmitButton variant="danger" icon={<Eraser aria-hidden size={16} />}>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** Erases for good; the customer's number is typed once more. */
export function EraseCustomer(props: Props) {
  const t = useTranslations("rights.erase");
  return <DialogButton label={t("button")} title={t("title")} variant="danger" size="md" icon={<Eraser aria-hidden size={16} />}>{(close) => <EraseForm {...props} close={close} />}</DialogButton>;
}
