"use client";

import { OctagonX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useFailureWords } from "@/components/template/use-failure-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { TextField } from "@/components/ui/text-field";
import type { ActionResult } from "@/lib/domain/shared/action-result";

type Props = {
  readonly stopped: { readonly by: string; readonly reason: string } | null;
  readonly stop: (input: { reason: string }) => Promise<ActionResult<null>>;
  readonly release: (input: Record<string, never>) => Promise<ActionResult<null>>;
};

/** The emergency stop: every campaign at once, risk alerts never. */
export function StopAll({ stopped, stop, release }: Props) {
  const t = useTranslations("campaigns.stopAll");
  const router = useRouter();
  const words = useFailureWords();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [isPending, startTransition] = useTransition();
  const run = () =>
    startTransition(async () => {
      const result = stopped ? await release({}) : await stop({ reason });
      if (!result.ok) return notify(words.ofFailure(result.error), "danger");
      setIsOpen(false);
      router.refresh();
    });
  return (
    <>
      <Button variant={stopped ? "secondary" : "danger"} icon={<OctagonX aria-hidden size={16} />} onPress={() => setIsOpen(true)}>{t(stopped ? "release" : "stop")}</Button>
      <ConfirmDialog isOpen={isOpen} onOpenChange={setIsOpen} title={t(stopped ? "releaseTitle" : "stopTitle")} tone={stopped ? "primary" : "danger"} confirmLabel={t(stopped ? "release" : "stop")} onConfirm={run} isPending={isPending} isConfirmDisabled={!stopped && reason.trim().length < 4}>
        {stopped ? <p>{t("releaseWhat", { by: stopped.by, reason: stopped.reason })}</p> : <div className="flex flex-col gap-3"><p>{t("stopWhat")}</p><TextField label={t("reason")} value={reason} onChange={setReason} /></div>}
      </ConfirmDialog>
    </>
  );
}
