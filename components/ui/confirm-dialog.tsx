"use client";

import { AlertDialog } from "@heroui/react/alert-dialog";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";

export type ConfirmDialogProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  /** What will happen, to how many, and whether it can be undone. */
  readonly children: ReactNode;
  /** Says what the button does: “Send 1,234 texts”, never “OK”. */
  readonly confirmLabel: string;
  readonly cancelLabel?: string | undefined;
  readonly tone?: "primary" | "danger" | undefined;
  readonly onConfirm: () => void;
  readonly isPending?: boolean | undefined;
  readonly isConfirmDisabled?: boolean | undefined;
};

/** A question before something that reaches many people or cannot be taken back; only its own buttons close it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    isOpen,
    onOpenChange,
    title,
    children,
    confirmLabel,
    cancelLabel,
    tone = "primary",
    onConfirm,
    isPending,
    isConfirmDisabled,
  } = props;
  const t = useTranslations("ui");
  return (
    <AlertDialog.Backdrop isOpen={isOpen} onOpenChange={onOpenChange} isKeyboardDismissDisabled={false}>
      <AlertDialog.Container size="md">
        <AlertDialog.Dialog>
          <AlertDialog.Header>
            <AlertDialog.Heading className="text-base font-semibold">{title}</AlertDialog.Heading>
          </AlertDialog.Header>
          <AlertDialog.Body className="text-foreground">{children}</AlertDialog.Body>
          <AlertDialog.Footer className="flex-wrap">
            <Button onPress={() => onOpenChange(false)} isDisabled={isPending} autoFocus={tone === "danger"}>
              {cancelLabel ?? t("cancel")}
            </Button>
            <Button variant={tone} onPress={onConfirm} isPending={isPending} isDisabled={isConfirmDisabled}>
              {confirmLabel}
            </Button>
          </AlertDialog.Footer>
        </AlertDialog.Dialog>
      </AlertDialog.Container>
    </AlertDialog.Backdrop>
  );
}
