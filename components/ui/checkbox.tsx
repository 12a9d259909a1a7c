"use client";

import { Checkbox as LibraryCheckbox } from "@heroui/react/checkbox";
import type { ReactNode } from "react";

type Props = { readonly children: ReactNode; readonly isSelected?: boolean; readonly defaultSelected?: boolean; readonly onChange?: (selected: boolean) => void; readonly name?: string; readonly value?: string; readonly isDisabled?: boolean };

/** A tick with its words. */
export function Checkbox({ children, ...field }: Props) {
  return (
    <LibraryCheckbox {...field}>
      <LibraryCheckbox.Content className="inline-flex items-start gap-2 text-sm">
        <LibraryCheckbox.Control className="mt-0.5 shrink-0 border border-[var(--field-border)]"><LibraryCheckbox.Indicator /></LibraryCheckbox.Control>
        <span>{children}</span>
      </LibraryCheckbox.Content>
    </LibraryCheckbox>
  );
}
