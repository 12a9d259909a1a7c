"use client";

import { useState, type ReactNode } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type Props = {
  readonly label: string;
  readonly title: string;
  readonly variant?: ButtonVariant;
  readonly size?: "sm" | "md";
  readonly icon?: ReactNode;
  /** The form; it closes the dialog when it is done. */
  readonly children: (close: () => void) => ReactNode;
};

/** A button that opens a small form. */
export function DialogButton({ label, title, variant = "ghost", size = "sm", icon, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  // A list has one in each row, most never opened: a dialog comes into being with its first opening.
  const [wasOpened, setWasOpened] = useState(false);
  const open = () => {
    setWasOpened(true);
    setOpen(true);
  };
  return (
    <>
      <Button variant={variant} size={size} icon={icon} onPress={open}>
        {label}
      </Button>
      {wasOpened && (
        <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
          {children(() => setOpen(false))}
        </Dialog>
      )}
    </>
  );
}
