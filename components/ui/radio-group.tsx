"use client";

import { Radio } from "@heroui/react/radio";
import { RadioGroup as LibraryRadioGroup } from "@heroui/react/radio-group";
import { defined } from "./defined";
import { FieldLabel, FieldNotes, type FieldFrame } from "./field-notes";
import type { Option } from "./option";

export type RadioGroupProps<V extends string = string> = FieldFrame & {
  readonly options: readonly Option<V>[];
  readonly value?: V | null | undefined;
  readonly onChange?: ((value: V) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly name?: string | undefined;
  /** Cards where each choice needs a sentence, a row where each is a word. */
  readonly look?: "list" | "row" | "cards" | undefined;
};

const SHAPE = {
  list: { group: "flex flex-col gap-1", option: "min-h-6" },
  row: { group: "flex flex-wrap gap-x-5 gap-y-1", option: "min-h-6" },
  cards: {
    group: "grid gap-2 sm:grid-cols-2",
    option: "w-full rounded-lg border border-line bg-surface px-3 py-2.5 has-[[data-selected]]:border-accent",
  },
} as const;

/** One out of a few, all in sight. */
export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const { label, hideLabel, hint, error, options, value, onChange, look = "list", ...field } = props;
  const shape = SHAPE[look];
  return (
    <LibraryRadioGroup
      {...defined({ ...field, value })}
      {...defined({ onChange: onChange && ((next: string) => onChange(next as V)) })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex min-w-0 flex-col gap-1"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={shape.group}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} isDisabled={option.isDisabled ?? false} className="m-0">
            <Radio.Content className={`inline-flex items-start gap-2 text-sm ${shape.option}`}>
              <Radio.Control className="mt-0.5 shrink-0">
                <Radio.Indicator />
              </Radio.Control>
              <span className="flex min-w-0 flex-col">
                <span className={look === "cards" ? "font-medium" : ""}>{option.label}</span>
                {option.hint !== undefined && <span className="text-xs text-muted">{option.hint}</span>}
              </span>
            </Radio.Content>
          </Radio>
        ))}
      </div>
      <FieldNotes hint={hint} error={error} />
    </LibraryRadioGroup>
  );
}
