"use client";

import { Autocomplete } from "@heroui/react/autocomplete";
import { useFilter } from "@heroui/react/rac";
import { SearchField } from "@heroui/react/search-field";
import { useTranslations } from "next-intl";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";
import type { Option } from "./option";
import { OptionList } from "./option-list";

export type MultiSelectProps = FieldFrame & {
  readonly options: readonly Option[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
};

/** Several out of many: find, tick, and see what was ticked. */
export function MultiSelect({
  label,
  hideLabel,
  hint,
  error,
  options,
  values,
  onChange,
  placeholder,
  ...field
}: MultiSelectProps) {
  const t = useTranslations("ui");
  const { contains } = useFilter({ sensitivity: "base" });
  const chosen = options.filter((option) => values.includes(option.value)).map((option) => option.label);
  return (
    <Autocomplete
      {...defined(field)}
      selectionMode="multiple"
      value={[...values]}
      onChange={(keys: (string | number)[]) => onChange(keys.map(String))}
      placeholder={placeholder ?? t("choose")}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex w-full min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <Autocomplete.Trigger className="min-h-9 w-full">
        <Autocomplete.Value className="truncate">
          {({ defaultChildren, isPlaceholder }) => (isPlaceholder ? defaultChildren : chosen.join(t("listSeparator")))}
        </Autocomplete.Value>
        <Autocomplete.ClearButton aria-label={t("clear")} />
        <Autocomplete.Indicator />
      </Autocomplete.Trigger>
      <FieldNotes hint={hint} error={error} />
      <Autocomplete.Popover>
        <Autocomplete.Filter filter={contains}>
          <SearchField aria-label={t("typeToFind")} autoFocus className="p-1.5">
            <SearchField.Group className="h-9">
              <SearchField.SearchIcon />
              <SearchField.Input placeholder={t("typeToFind")} />
            </SearchField.Group>
          </SearchField>
          <OptionList options={options} empty={t("noneFound")} />
        </Autocomplete.Filter>
      </Autocomplete.Popover>
    </Autocomplete>
  );
}
