"use client";

import { Button as LibraryButton } from "@heroui/react/button";
import type { ReactNode } from "react";

export type ButtonProps = {
  readonly children: ReactNode;
  readonly variant?: "primary" | "secondary" | "ghost" | "danger";
  readonly size?: "sm" | "md";
  readonly type?: "button" | "submit";
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
  readonly onPress?: () => void;
  readonly label?: string;
  readonly name?: string;
  readonly value?: string;
  readonly fullWidth?: boolean;
};

/** A button; a page has one primary button at most. `label` names buttons that show an icon only. */
export function Button({ children, variant = "secondary", size = "md", type = "button", label, ...rest }: ButtonProps) {
  return (
    <LibraryButton type={type} size={size} variant={variant} {...(label ? { "aria-label": label } : {})} {...rest}>
      {children}
    </LibraryButton>
  );
}
