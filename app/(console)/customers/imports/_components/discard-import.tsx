"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorWords } from "@/components/form/error-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { discardImportAction } from "../actions";

/** Throws the uploaded file away, after asking; nothing of it was imported yet. */
export function DiscardImport({ importId }: { readonly importId: string }) {
  const t = useTranslations("imports.discard");
  const words = useErrorWords();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isPending, startTransition] = useTransition();
  const discard = () =>
    startTransition(async () => {
      const result = await discardImportAction({ importId }).catch(() => null);
      if (result?.ok) return router.push("/customers/imports");
      notify(words(result?.error.code ?? "offline"), "danger");
      setOpen(false);
    });
  return (
    <>
      <Button variant="ghost" onPress={() => setOpen(true)}>{t("button")}</Button>
      <ConfirmDialog isOpen={isOpen} onOpenChange={setOpen} title={t("title")} confirmLabel={t("button")} tone="danger" onConfirm={discard} isPending={isPending}>
        {t("text")}
      </ConfirmDialog>
    </>
  );
}
