"use client";

import { Switch as LibrarySwitch } from "@heroui/react/switch";
import type { ReactNode } from "react";
import { defined } from "./defined";

export type SwitchProps = {
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly isSelected?: boolean | undefined;
  readonly defaultSelected?: boolean | undefined;
  readonly onChange?: ((selected: boolean) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly isDisabled?: boolean | undefined;
};

/** Something that is on or off, at once. */
export function Switch({ children, hint, ...field }: SwitchProps) {
  return (
    <LibrarySwitch {...defined(field)}>
      <LibrarySwitch.Content className="inline-flex min-h-6 items-start gap-2 text-sm">
        <LibrarySwitch.Control className="mt-0.5 shrink-0">
          <LibrarySwitch.Thumb />
        </LibrarySwitch.Control>
        <span className="flex min-w-0 flex-col">
          <span>{children}</span>
          {hint !== undefined && <span className="text-xs text-muted">{hint}</span>}
        </span>
      </LibrarySwitch.Content>
    </LibrarySwitch>
  );
}
