"use client";

import { CheckboxGroup as LibraryCheckboxGroup } from "@heroui/react/checkbox-group";
import { Checkbox } from "./checkbox";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";
import type { Option } from "./option";

export type CheckboxGroupProps = FieldFrame & {
  readonly options: readonly Option[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  readonly isHorizontal?: boolean | undefined;
};

/** Several out of a few, all in sight. */
export function CheckboxGroup({
  label,
  hideLabel,
  hint,
  error,
  options,
  values,
  isHorizontal = false,
  ...field
}: CheckboxGroupProps) {
  return (
    <LibraryCheckboxGroup
      {...defined(field)}
      value={[...values]}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={isHorizontal ? "flex flex-wrap gap-x-5 gap-y-1" : "flex flex-col gap-1"}>
        {options.map((option) => (
          <Checkbox key={option.value} value={option.value} hint={option.hint} isDisabled={option.isDisabled}>
            {option.label}
          </Checkbox>
        ))}
      </div>
      <FieldNotes hint={hint} error={error} />
    </LibraryCheckboxGroup>
  );
}
