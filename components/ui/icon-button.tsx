"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

type Props = Omit<ButtonProps, "children" | "icon" | "label"> & { readonly label: string; readonly icon: ReactNode };

/** A button that shows only an icon; its name appears on hover and focus. */
export function IconButton({ label, variant = "ghost", ...button }: Props) {
  return (
    <Tooltip content={label}>
      <Button variant={variant} label={label} {...button} />
    </Tooltip>
  );
}
