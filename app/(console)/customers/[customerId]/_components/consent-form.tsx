"use client";

import { Signature } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { ActionForm } from "@/components/form/action-form";
import { FormRadioGroup, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { recordConsentSchema } from "@/lib/domain/customer/schema";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { recordConsentAction } from "../../actions";

type Props = { readonly customerId: string };

function Evidence() {
  const t = useTranslations("customers");
  const isGiven = useWatch({ name: "state" }) === "given";
  return <FormTextField name="evidence" label={t("evidence")} hint={t(isGiven ? "evidenceHint" : "evidenceOptional")} maxLength={100} isRequired={isGiven} />;
}

function ConsentForm({ customerId, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("customers");
  const purpose = useTranslations("purpose");
  const form = useActionForm(recordConsentSchema, recordConsentAction, {
    defaults: { customerId, channel: "sms", purpose: "promotion", state: "withdrawn", evidence: "" }, doneMessage: t("recorded"), onDone: close,
  });
  return (
    <ActionForm form={form}>
      <FormRadioGroup
        name="state"
        label={t("word")}
        options={[{ value: "withdrawn", label: t("withdrawn"), hint: t("withdrawnHint") }, { value: "given", label: t("given"), hint: t("givenHint") }]}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormSelect name="purpose" label={t("purpose")} options={PURPOSES.map((value) => ({ value, label: purpose(value) }))} />
        <FormSelect name="channel" label={t("channel")} options={CHANNELS.map((value) => ({ value, label: t(`channelName.${value}`) }))} />
      </div>
      <Evidence />
      <SubmitButton>{t("record")}</SubmitButton>
    </ActionForm>
  );
}

/** Opens the form in which a branch writes down what a customer agreed to or refused. */
export function RecordConsent({ customerId }: Props) {
  const t = useTranslations("customers");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" icon={<Signature aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("recordConsent")}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("recordConsent")} isDismissable={false}>
        <ConsentForm customerId={customerId} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
