"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Dialog } from "@/components/ui/dialog";
import { revealCustomerSchema, type RevealedField } from "@/lib/domain/customer/schema";
import { revealCustomerAction } from "../../actions";

type Revealed = Readonly<Record<RevealedField, string | null>>;

function RevealForm({ customerId }: { readonly customerId: string }) {
  const t = useTranslations("customers");
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const form = useActionForm(revealCustomerSchema, revealCustomerAction, { defaults: { customerId, reason: "" }, doneMessage: null, onDone: setRevealed });
  if (revealed === null) {
    return (
      <ActionForm form={form}>
        <p className="text-sm text-muted">{t("revealLead")}</p>
        <FormTextField name="reason" label={t("revealReason")} placeholder={t("revealExample")} maxLength={200} isRequired />
        <SubmitButton icon={<Eye aria-hidden size={16} />}>{t("show")}</SubmitButton>
      </ActionForm>
    );
  }
  const said = (field: RevealedField) => revealed[field] ?? "–";
  return (
    <div role="status" className="flex flex-col gap-3">
      <DefinitionList
        items={[
          { term: t("name"), value: said("name") }, { term: t("phone"), value: <span className="tabular-nums">{said("phone")}</span> }, { term: t("email"), value: said("email") },
          { term: t("birthDate"), value: <span className="tabular-nums">{said("birthDate")}</span> }, { term: t("remarks"), value: <span className="whitespace-pre-wrap">{said("remarks")}</span> },
        ]}
      />
      <p className="text-xs text-muted">{t("revealRecorded")}</p>
    </div>
  );
}

/** Shows what is masked once a reason is given; closing the dialog forgets it. */
export function RevealCustomer({ customerId }: { readonly customerId: string }) {
  const t = useTranslations("customers");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" icon={<Eye aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("reveal")}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("reveal")}>
        <RevealForm customerId={customerId} />
      </Dialog>
    </>
  );
}
