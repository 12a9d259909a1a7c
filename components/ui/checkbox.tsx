"use client";

import { Checkbox as LibraryCheckbox } from "@heroui/react/checkbox";
import type { ReactNode } from "react";
import { defined } from "./defined";

export type CheckboxProps = {
  readonly children: ReactNode;
  /** The words are heard but not seen: ticks in a table. */
  readonly hideLabel?: boolean | undefined;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isSelected?: boolean | undefined;
  readonly defaultSelected?: boolean | undefined;
  readonly isIndeterminate?: boolean | undefined;
  readonly onChange?: ((selected: boolean) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly isRequired?: boolean | undefined;
};

/** A tick with its words. */
export function Checkbox({ children, hideLabel = false, hint, error, ...field }: CheckboxProps) {
  return (
    <LibraryCheckbox {...defined(field)} isInvalid={error !== undefined} validationBehavior="aria" className="m-0">
      <LibraryCheckbox.Content
        className={
          hideLabel ? "flex size-6 items-center justify-center" : "inline-flex min-h-6 items-start gap-2 text-sm"
        }
      >
        <LibraryCheckbox.Control className={hideLabel ? "shrink-0" : "mt-0.5 shrink-0"}>
          <LibraryCheckbox.Indicator />
        </LibraryCheckbox.Control>
        <span className={hideLabel ? "sr-only" : "flex min-w-0 flex-col"}>
          <span>{children}</span>
          {hint !== undefined && <span className="text-xs text-muted">{hint}</span>}
          {error !== undefined && <span className="text-xs text-danger">{error}</span>}
        </span>
      </LibraryCheckbox.Content>
    </LibraryCheckbox>
  );
}
