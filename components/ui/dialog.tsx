"use client";

import { Modal } from "@heroui/react/modal";
import type { ReactNode } from "react";

type Props = { readonly isOpen: boolean; readonly onOpenChange: (open: boolean) => void; readonly title: string; readonly children: ReactNode; readonly footer?: ReactNode; readonly size?: "sm" | "md" | "lg" };

/** A dialog over the page; focus goes in and comes back to where it was. */
export function Dialog({ isOpen, onOpenChange, title, children, footer, size = "md" }: Props) {
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal.Container size={size}>
        <Modal.Dialog>
          <Modal.Header><Modal.Heading className="text-base font-semibold">{title}</Modal.Heading></Modal.Header>
          <Modal.Body className="text-foreground">{children}</Modal.Body>
          {footer && <Modal.Footer>{footer}</Modal.Footer>}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
