"use client";

import { Tooltip as LibraryTooltip } from "@heroui/react/tooltip";
import type { ReactNode } from "react";

type Props = {
  readonly content: ReactNode;
  readonly children: ReactNode;
  readonly placement?: "top" | "bottom" | "left" | "right";
};

/** A few words that appear beside a focusable child on hover or focus; never the only place where something is said. */
export function Tooltip({ content, children, placement = "top" }: Props) {
  return (
    <LibraryTooltip>
      {children}
      <LibraryTooltip.Content placement={placement}>{content}</LibraryTooltip.Content>
    </LibraryTooltip>
  );
}
