"use client";

import { ShieldCheck } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { recordRequestAction } from "@/app/(console)/rights/actions";
import { FormDay } from "@/app/(console)/settings/_components/form-day";
import { ActionForm } from "@/components/form/action-form";
import { FormRadioGroup, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RECEIVED_BY, REQUEST_KINDS } from "@/lib/domain/rights/request";
import { recordRequestSchema } from "@/lib/domain/rights/schema";

type Props = { readonly customerId: string };

function RequestForm({ customerId }: Props) {
  const t = useTranslations("rights");
  const router = useRouter();
  const form = useActionForm(recordRequestSchema, recordRequestAction, {
    defaults: { customerId, kind: "access", receivedBy: "counter", evidence: "", receivedOn: "" }, doneMessage: t("record.done"), onDone: ({ id }) => router.push(`/rights/${id}` as Route),
  });
  return (
    <ActionForm form={form}>
      <FormRadioGroup name="kind" label={t("record.kind")} options={REQUEST_KINDS.map((value) => ({ value, label: t(`kind.${value}`), hint: t(`kindHint.${value}`) }))} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormSelect name="receivedBy" label={t("record.receivedBy")} options={RECEIVED_BY.filter((value) => value !== "page").map((value) => ({ value, label: t(`receivedBy.${value}`) }))} />
        <FormDay name="receivedOn" label={t("record.receivedOn")} hint={t("record.receivedOnHint")} />
      </div>
      <FormTextField name="evidence" label={t("record.evidence")} hint={t("record.evidenceHint")} maxLength={100} />
      <SubmitButton>{t("record.submit")}</SubmitButton>
    </ActionForm>
  );
}

/** Opens the form in which a branch writes down what a customer asks of his own data, and leads to the request. */
export function RecordRequest({ customerId }: Props) {
  const t = useTranslations("rights.record");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" icon={<ShieldCheck aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("button")}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("title")} isDismissable={false}>
        <RequestForm customerId={customerId} />
      </Dialog>
    </>
  );
}
