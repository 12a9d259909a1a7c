"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition, type ReactNode } from "react";
import { useErrorWords } from "./error-words";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/domain/shared/action-result";

type Props<I, T> = {
  readonly action: (input: I) => Promise<ActionResult<T>>;
  readonly input: I;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly variant?: ButtonVariant;
  /** Said in the corner; “Done” if absent. */
  readonly doneMessage?: string;
  /** Asked first, with what will happen. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly label: string };
};

/** One thing done to one row; asks first where it cannot be taken back. */
export function ActionButton<I, T>({ action, input, children, icon, variant = "ghost", confirm, doneMessage }: Props<I, T>) {
  const t = useTranslations("ui.form");
  const words = useErrorWords();
  const [isOpen, setOpen] = useState(false);
  // A list has one in each row, most never asked: the question comes into being with its first opening.
  const [wasOpened, setWasOpened] = useState(false);
  const ask = () => {
    setWasOpened(true);
    setOpen(true);
  };
  const [isPending, startTransition] = useTransition();
  const run = () =>
    startTransition(async () => {
      try {
        const result = await action(input);
        if (result.ok) notify(doneMessage ?? t("done"));
        else notify(words(result.error.code, result.error.evidence), "danger");
      } catch {
        notify(words("offline"), "danger");
      }
      setOpen(false);
    });
  return (
    <>
      <Button size="sm" icon={icon} variant={variant} isPending={isPending} onPress={confirm === undefined ? run : ask}>
        {children}
      </Button>
      {confirm !== undefined && wasOpened && (
        <ConfirmDialog isOpen={isOpen} onOpenChange={setOpen} title={confirm.title} confirmLabel={confirm.label} tone="danger" onConfirm={run} isPending={isPending}>
          {confirm.text}
        </ConfirmDialog>
      )}
    </>
  );
}
