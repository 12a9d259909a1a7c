"use client";

import { ComboBox } from "@heroui/react/combo-box";
import { Input } from "@heroui/react/input";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";
import type { Option } from "./option";
import { OptionList } from "./option-list";

export type ComboboxProps = FieldFrame & {
  readonly options: readonly Option[];
  readonly value?: string | null | undefined;
  readonly onChange?: ((value: string | null) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
};

/** A choice of one out of many: type a few characters to find it. */
export function Combobox({
  label,
  hideLabel,
  hint,
  error,
  options,
  value,
  onChange,
  placeholder,
  inputRef,
  ...field
}: ComboboxProps) {
  const t = useTranslations("ui");
  return (
    <ComboBox
      {...defined({ ...field, selectedKey: value })}
      {...defined({
        onSelectionChange: onChange && ((key: string | number | null) => onChange(key === null ? null : String(key))),
      })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      menuTrigger="focus"
      allowsEmptyCollection
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <ComboBox.InputGroup>
        <Input {...defined({ ref: inputRef })} placeholder={placeholder ?? t("typeToFind")} className="h-9 w-full" />
        <ComboBox.Trigger />
      </ComboBox.InputGroup>
      <FieldNotes hint={hint} error={error} />
      <ComboBox.Popover>
        <OptionList options={options} empty={t("noneFound")} />
      </ComboBox.Popover>
    </ComboBox>
  );
}
