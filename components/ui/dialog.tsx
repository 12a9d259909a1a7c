"use client";

import { Modal } from "@heroui/react/modal";
import type { ReactNode } from "react";

export type DialogProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** The buttons, the primary one last. */
  readonly footer?: ReactNode;
  readonly size?: "sm" | "md" | "lg" | "cover" | undefined;
  /** Whether a click beside it closes it: not where something typed would be lost. */
  readonly isDismissable?: boolean | undefined;
};

/** A dialog over the page; focus goes in and comes back to where it was. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  children,
  footer,
  size = "md",
  isDismissable = true,
}: DialogProps) {
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={onOpenChange} isDismissable={isDismissable}>
      <Modal.Container size={size} scroll="inside">
        <Modal.Dialog>
          <Modal.CloseTrigger />
          <Modal.Header>
            <Modal.Heading className="pe-8 text-base font-semibold">{title}</Modal.Heading>
          </Modal.Header>
          <Modal.Body className="text-foreground">{children}</Modal.Body>
          {footer !== undefined && <Modal.Footer className="flex-wrap">{footer}</Modal.Footer>}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
