"use client";

import { Input } from "@heroui/react/input";
import { TextField as LibraryTextField } from "@heroui/react/textfield";
import { useId, type ReactNode, type Ref } from "react";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";

export type TextFieldProps = FieldFrame & {
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onChange?: ((value: string) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly type?: "text" | "password" | "email" | "search" | "tel" | "url" | undefined;
  readonly autoComplete?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly isReadOnly?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly inputMode?: "text" | "numeric" | "decimal" | "tel" | undefined;
  /** A unit or a button inside the field's right end. */
  readonly suffix?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  /** Values that others have used: offered while one types, and anything else may be typed. */
  readonly suggestions?: readonly string[] | undefined;
};

/** One line of text with label, hint and error. */
export function TextField(props: TextFieldProps) {
  const { label, hideLabel, hint, error, placeholder, inputRef, inputMode, suffix, suggestions, type = "text", ...field } = props;
  const listId = useId();
  return (
    <LibraryTextField
      {...defined(field)}
      type={type}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <span className="relative flex">
        <Input
          {...defined({ placeholder, inputMode, ref: inputRef, list: suggestions && listId })}
          className={suffix === undefined ? "h-9 w-full" : "h-9 w-full pe-16"}
        />
        {suggestions && (
          <datalist id={listId}>
            {suggestions.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        )}
        {suffix !== undefined && (
          <span className="absolute inset-y-0 end-2 flex items-center text-xs text-muted">{suffix}</span>
        )}
      </span>
      <FieldNotes hint={hint} error={error} />
    </LibraryTextField>
  );
}
