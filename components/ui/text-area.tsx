"use client";

import { TextArea as LibraryTextArea } from "@heroui/react/textarea";
import { TextField as LibraryTextField } from "@heroui/react/textfield";
import type { Ref } from "react";
import { defined } from "./defined";
import { FieldLabel, FieldNotes } from "./field-notes";
import type { TextFieldProps } from "./text-field";

export type TextAreaProps = Omit<TextFieldProps, "type" | "inputRef" | "inputMode" | "suffix" | "suggestions" | "autoComplete"> & {
  readonly rows?: number | undefined;
  readonly areaRef?: Ref<HTMLTextAreaElement> | undefined;
};

/** Several lines of text. */
export function TextArea({ label, hideLabel, hint, error, placeholder, rows = 4, areaRef, ...field }: TextAreaProps) {
  return (
    <LibraryTextField
      {...defined(field)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <LibraryTextArea {...defined({ placeholder, ref: areaRef })} rows={rows} className="w-full leading-relaxed" />
      <FieldNotes hint={hint} error={error} />
    </LibraryTextField>
  );
}
