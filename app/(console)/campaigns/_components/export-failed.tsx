"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

/** Asks why, then hands out the failed recipients as a file; a plain form, so that the browser saves what comes back. */
export function ExportFailed({ campaignId }: { readonly campaignId: string }) {
  const t = useTranslations("exports.failed");
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <>
      <Button icon={<Download aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("button")}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("button")}>
        <form method="post" action={`/api/exports/campaigns/${campaignId}/failed`} className="flex flex-col gap-4" onSubmit={() => setTimeout(() => setOpen(false))}>
          <p className="text-sm text-muted">{t("lead")}</p>
          <TextField name="reason" label={t("reason")} placeholder={t("example")} value={reason} onChange={setReason} maxLength={200} isRequired />
          <Button type="submit" variant="primary" isDisabled={reason.trim().length < 4}>{t("submit")}</Button>
        </form>
      </Dialog>
    </>
  );
}
