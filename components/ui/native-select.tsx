import type { ReactNode, Ref } from "react";

type Option = { readonly value: string; readonly label: string };

type Props = {
  readonly label: string;
  readonly options: readonly Option[];
  readonly name?: string;
  readonly value?: string;
  readonly defaultValue?: string;
  readonly onChange?: (value: string) => void;
  readonly onBlur?: () => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly id?: string;
  readonly hideLabel?: boolean;
  readonly isDisabled?: boolean;
  readonly selectRef?: Ref<HTMLSelectElement>;
  readonly children?: ReactNode;
};

/** A choice of one: the browser's own control, which works without scripts, by keyboard and on every phone. */
export function NativeSelect({ label, options, name, value, defaultValue, onChange, onBlur, hint, error, hideLabel, isDisabled, selectRef, id }: Props) {
  const field = id ?? `select-${name ?? label}`;
  const described = [hint && `${field}-hint`, error && `${field}-error`].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={field} className={hideLabel ? "sr-only" : "text-sm font-medium"}>{label}</label>
      <select
        id={field} name={name} value={value} defaultValue={defaultValue} disabled={isDisabled} ref={selectRef} className="native-field"
        onChange={onChange ? (event) => onChange(event.target.value) : undefined} onBlur={onBlur}
        aria-invalid={error ? true : undefined} aria-describedby={described || undefined}
      >
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
      {hint && <p id={`${field}-hint`} className="text-xs text-muted">{hint}</p>}
      {error && <p id={`${field}-error`} className="text-xs text-danger">{error}</p>}
    </div>
  );
}
