"use client";

import { Description } from "@heroui/react/description";
import { FieldError } from "@heroui/react/field-error";
import { Input } from "@heroui/react/input";
import { Label } from "@heroui/react/label";
import { TextArea as LibraryTextArea } from "@heroui/react/textarea";
import { TextField as LibraryTextField } from "@heroui/react/textfield";
import type { Ref } from "react";

export type TextFieldProps = {
  readonly label: string;
  readonly value?: string;
  readonly defaultValue?: string;
  readonly onChange?: (value: string) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly type?: "text" | "password" | "email" | "number" | "search" | "tel" | "date" | "datetime-local" | "time";
  readonly autoComplete?: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
  readonly inputMode?: "text" | "numeric" | "decimal" | "tel";
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** One line of text with label, hint and error, all tied together for screen readers. */
export function TextField({ label, hint, error, placeholder, inputRef, type = "text", inputMode, ...field }: TextFieldProps) {
  return (
    <LibraryTextField {...field} type={type} isInvalid={error !== undefined} className="flex w-full flex-col gap-1">
      <Label className="text-sm font-medium">{label}</Label>
      <Input {...(placeholder ? { placeholder } : {})} {...(inputRef ? { ref: inputRef } : {})} {...(inputMode ? { inputMode } : {})} className="h-9 w-full" />
      {hint && <Description className="text-xs text-muted">{hint}</Description>}
      {error !== undefined && <FieldError className="text-xs text-danger">{error}</FieldError>}
    </LibraryTextField>
  );
}

export type TextAreaProps = Omit<TextFieldProps, "type" | "inputRef" | "inputMode"> & { readonly rows?: number; readonly areaRef?: Ref<HTMLTextAreaElement> };

/** Several lines of text. */
export function TextArea({ label, hint, error, placeholder, rows = 4, areaRef, ...field }: TextAreaProps) {
  return (
    <LibraryTextField {...field} isInvalid={error !== undefined} className="flex w-full flex-col gap-1">
      <Label className="text-sm font-medium">{label}</Label>
      <LibraryTextArea rows={rows} {...(placeholder ? { placeholder } : {})} {...(areaRef ? { ref: areaRef } : {})} className="w-full" />
      {hint && <Description className="text-xs text-muted">{hint}</Description>}
      {error !== undefined && <FieldError className="text-xs text-danger">{error}</FieldError>}
    </LibraryTextField>
  );
}
