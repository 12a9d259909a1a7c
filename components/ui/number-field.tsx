"use client";

import { NumberField as LibraryNumberField } from "@heroui/react/number-field";
import type { Ref } from "react";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";

export type NumberFieldProps = FieldFrame & {
  readonly value?: number | null | undefined;
  readonly defaultValue?: number | undefined;
  readonly onChange?: ((value: number | null) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  /** How the number is written, e.g. { style: "percent" } or { minimumFractionDigits: 2 }. */
  readonly format?: Intl.NumberFormatOptions | undefined;
  /** What is counted; said after the number. */
  readonly unit?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
};

/** A number, typed or stepped; empty is null. */
export function NumberField({
  label,
  hideLabel,
  hint,
  error,
  value,
  onChange,
  min,
  max,
  format,
  unit,
  inputRef,
  ...field
}: NumberFieldProps) {
  return (
    <LibraryNumberField
      {...defined({ ...field, minValue: min, maxValue: max, formatOptions: format })}
      // NaN is the library's word for an empty field that the form controls.
      {...defined({ value: value === undefined ? undefined : (value ?? Number.NaN) })}
      {...defined({ onChange: onChange && ((next: number) => onChange(Number.isNaN(next) ? null : next)) })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <span className="flex items-center gap-2">
        <LibraryNumberField.Group className="h-9 min-w-0 flex-1">
          <LibraryNumberField.DecrementButton />
          <LibraryNumberField.Input {...defined({ ref: inputRef })} className="min-w-0 text-right" />
          <LibraryNumberField.IncrementButton />
        </LibraryNumberField.Group>
        {unit !== undefined && <span className="shrink-0 text-sm text-muted">{unit}</span>}
      </span>
      <FieldNotes hint={hint} error={error} />
    </LibraryNumberField>
  );
}
