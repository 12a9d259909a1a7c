"use client";

import { Signature } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { ActionForm } from "@/components/form/action-form";
import { useBound } from "@/components/form/bound";
import { FormRadioGroup, FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { DESK_SOURCES } from "@/lib/domain/consent/sources";
import { recordConsentSchema } from "@/lib/domain/customer/schema";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { recordConsentAction } from "../../actions";

export type ShownWording = { readonly version: string; readonly purpose: string; readonly textZh: string; readonly textEn: string };
type Props = { readonly customerId: string; readonly wordings: readonly ShownWording[] };

function Evidence() {
  const t = useTranslations("customers");
  const isGiven = useWatch({ name: "state" }) === "given";
  return <FormTextField name="evidence" label={t("evidence")} hint={t(isGiven ? "evidenceHint" : "evidenceOptional")} maxLength={100} isRequired={isGiven} />;
}

/** The words that the customer was shown, newest first, so that branch and customer read the same. */
function Wording({ wordings }: Pick<Props, "wordings">) {
  const t = useTranslations("customers");
  const locale = useLocale();
  const purpose = useWatch({ name: "purpose" }) as string;
  const version = useWatch({ name: "wordingVersion" }) as string;
  const fit = wordings.filter((wording) => wording.purpose === purpose);
  const shown = fit.find((wording) => wording.version === version) ?? fit[0];
  if (!shown) return <p className="text-sm text-muted">{t("wordingNone")}</p>;
  return (
    <div className="flex flex-col gap-1">
      <FormSelect
        name="wordingVersion" label={t("wording")}
        options={[{ value: "", label: t("wordingInForce", { version: fit[0]?.version ?? "" }) }, ...fit.slice(1).map((one) => ({ value: one.version, label: one.version }))]}
      />
      <blockquote className="rounded-md border border-line px-3 py-2 text-sm wrap-anywhere whitespace-pre-line">{locale === "en" ? shown.textEn : shown.textZh}</blockquote>
    </div>
  );
}

/** Words for one purpose are none for another: a new purpose begins with those in force. */
function PurposeSelect() {
  const t = useTranslations("customers");
  const purpose = useTranslations("purpose");
  const { setValue } = useFormContext();
  const { field, error } = useBound("purpose", t("purpose"));
  return (
    <Select
      name="purpose" label={t("purpose")} value={field.value as string} onBlur={field.onBlur} triggerRef={field.ref} error={error} options={PURPOSES.map((value) => ({ value, label: purpose(value) }))}
      onChange={(value) => {
        field.onChange(value);
        setValue("wordingVersion", "");
      }}
    />
  );
}

function ConsentForm({ customerId, wordings, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("customers");
  const sources = useTranslations("customers.sourceName");
  const form = useActionForm(recordConsentSchema, recordConsentAction, {
    defaults: { customerId, channel: "sms", purpose: "promotion", state: "withdrawn", evidence: "", wordingVersion: "", source: "branch" }, doneMessage: t("recorded"), onDone: close,
  });
  return (
    <ActionForm form={form}>
      <FormRadioGroup
        name="state"
        label={t("word")}
        options={[{ value: "withdrawn", label: t("withdrawn"), hint: t("withdrawnHint") }, { value: "given", label: t("given"), hint: t("givenHint") }]}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <PurposeSelect />
        <FormSelect name="channel" label={t("channel")} options={CHANNELS.map((value) => ({ value, label: t(`channelName.${value}`) }))} />
        <FormSelect name="source" label={t("source")} options={DESK_SOURCES.map((value) => ({ value, label: sources(value) }))} />
      </div>
      <Wording wordings={wordings} />
      <Evidence />
      <SubmitButton>{t("record")}</SubmitButton>
    </ActionForm>
  );
}

/** Opens the form in which a branch writes down what a customer agreed to or refused. */
export function RecordConsent({ customerId, wordings }: Props) {
  const t = useTranslations("customers");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" icon={<Signature aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("recordConsent")}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("recordConsent")} isDismissable={false}>
        <ConsentForm customerId={customerId} wordings={wordings} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
