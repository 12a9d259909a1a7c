"use client";

import { MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorWords } from "@/components/form/error-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { sendLinkAction } from "../actions";

/** Texts the link to the customer, after a question; says what the rules decided. */
export function SendLink({ customerId, days }: { readonly customerId: string; readonly days: number }) {
  const t = useTranslations("preferences.console.links");
  const rules = useTranslations("policy");
  const words = useErrorWords();
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  const run = () =>
    startTransition(async () => {
      try {
        const result = await sendLinkAction({ customerId });
        if (!result.ok) notify(words(result.error.code, result.error.evidence), "danger");
        else {
          const { outcome, rule } = result.value.decision;
          const isNamed = rule !== undefined && rules.has(`${rule as "consent"}.name`);
          if (outcome === "withhold") notify(isNamed ? t("withheldWhy", { rule: rules(`${rule as "consent"}.name`) }) : t("withheld"), "warning");
          else notify(t(outcome === "wait" ? "waits" : "sent"));
        }
      } catch {
        notify(words("offline"), "danger");
      }
      setOpen(false);
    });
  return (
    <>
      <Button size="sm" icon={<MessageSquareText aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("send")}</Button>
      <ConfirmDialog isOpen={isOpen} onOpenChange={setOpen} title={t("sendQuestion")} confirmLabel={t("send")} onConfirm={run} isPending={isPending}>
        {t("sendText", { days })}
      </ConfirmDialog>
    </>
  );
}
