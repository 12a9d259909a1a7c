"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { fullCertificateSchema } from "@/lib/domain/consent/certificate-schema";
import type { ActionResult } from "@/lib/domain/shared/action-result";

/** Long enough for any disk; the page may be closed before. */
const KEPT_MS = 60_000;

type Props = { readonly customerId: string };

/** The file as the browser would save it, had it followed a link; a link cannot carry a reason without writing it into logs. */
function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser begins to read after the click has returned: let go of at once, the file loses its name or never comes.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

function ReasonForm({ customerId, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("certificate");
  const issue = async (input: { reason: string }): Promise<ActionResult<null>> => {
    const answer = await fetch(`/api/customers/${customerId}/certificate`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(input) });
    if (!answer.ok) return { ok: false, error: { code: ((await answer.json().catch(() => ({}))) as { code?: string }).code ?? "unexpected" } };
    save(await answer.blob(), `${t("title")}.pdf`);
    return { ok: true, value: null };
  };
  const form = useActionForm(fullCertificateSchema, issue, { defaults: { reason: "" }, doneMessage: t("issued"), onDone: close });
  return (
    <ActionForm form={form}>
      <p className="text-sm text-muted">{t("fullLead")}</p>
      <FormTextField name="reason" label={t("fullReason")} placeholder={t("fullExample")} maxLength={200} isRequired />
      <SubmitButton>{t("downloadFull")}</SubmitButton>
    </ActionForm>
  );
}

/** Issues the certificate with name and number in full, once a reason is given. */
export function FullCertificate({ customerId }: Props) {
  const t = useTranslations("certificate");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" icon={<Eye aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("fullTitle")}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("fullTitle")}>
        <ReasonForm customerId={customerId} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
