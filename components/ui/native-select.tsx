import type { Ref } from "react";
import type { Option } from "./option";

export type NativeSelectProps = {
  readonly label: string;
  readonly options: readonly Option[];
  readonly name: string;
  readonly value?: string | undefined;
  readonly defaultValue?: string | undefined;
  readonly onChange?: ((value: string) => void) | undefined;
  readonly hint?: string | undefined;
  readonly hideLabel?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly selectRef?: Ref<HTMLSelectElement> | undefined;
};

/** A choice of one as a filter: the browser's own control, part of a GET form that works before scripts have loaded. */
export function NativeSelect({
  label,
  options,
  name,
  value,
  defaultValue,
  onChange,
  hint,
  hideLabel = false,
  isDisabled,
  selectRef,
}: NativeSelectProps) {
  const id = `select-${name}`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      <select
        id={id}
        name={name}
        value={value}
        defaultValue={defaultValue}
        disabled={isDisabled}
        ref={selectRef}
        className="native-field"
        onChange={onChange && ((event) => onChange(event.target.value))}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
