"use client";

import { SearchField as LibrarySearchField } from "@heroui/react/search-field";
import type { Ref } from "react";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";

export type SearchFieldProps = FieldFrame & {
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onChange?: ((value: string) => void) | undefined;
  readonly onSubmit?: ((value: string) => void) | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
};

/** A field to search with: Enter searches, Escape empties. */
export function SearchField({
  label,
  hideLabel = true,
  hint,
  error,
  placeholder,
  inputRef,
  ...field
}: SearchFieldProps) {
  return (
    <LibrarySearchField
      {...defined(field)}
      isInvalid={error !== undefined}
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <LibrarySearchField.Group className="h-9">
        <LibrarySearchField.SearchIcon />
        <LibrarySearchField.Input {...defined({ placeholder, ref: inputRef })} />
        <LibrarySearchField.ClearButton />
      </LibrarySearchField.Group>
      <FieldNotes hint={hint} error={error} />
    </LibrarySearchField>
  );
}
