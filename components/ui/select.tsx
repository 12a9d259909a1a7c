"use client";

import { Select as LibrarySelect } from "@heroui/react/select";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";
import type { Option } from "./option";
import { OptionList } from "./option-list";

export type SelectProps<V extends string = string> = FieldFrame & {
  readonly options: readonly Option<V>[];
  readonly value?: V | null | undefined;
  readonly onChange?: ((value: V) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly triggerRef?: Ref<HTMLButtonElement> | undefined;
};

/** A choice of one out of a few, in a form; `NativeSelect` is the one for filters. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { label, hideLabel, hint, error, options, value, onChange, placeholder, triggerRef, ...field } = props;
  const t = useTranslations("ui");
  return (
    <LibrarySelect
      {...defined({ ...field, value })}
      {...defined({ onChange: onChange && ((key: string | number | null) => key !== null && onChange(key as V)) })}
      placeholder={placeholder ?? t("choose")}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <LibrarySelect.Trigger {...defined({ ref: triggerRef })} className="h-9 w-full items-center py-0">
        <LibrarySelect.Value className="truncate">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </LibrarySelect.Value>
        <LibrarySelect.Indicator />
      </LibrarySelect.Trigger>
      <FieldNotes hint={hint} error={error} />
      <LibrarySelect.Popover>
        <OptionList options={options} empty={t("noChoices")} />
      </LibrarySelect.Popover>
    </LibrarySelect>
  );
}
