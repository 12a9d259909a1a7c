"use client";

import { useId } from "react";
import { useBound } from "@/components/form/bound";

type Props = { readonly name: string; readonly label: string; readonly hint?: string };

/** A calendar day of the bank as YYYY-MM-DD: the browser's own control, whose value can be sent as it is. */
export function FormDay({ name, label, hint }: Props) {
  const {
    field: { ref, value, onChange, onBlur },
    error,
  } = useBound(name);
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="date"
        className="native-field"
        name={name}
        ref={ref}
        value={value ?? ""}
        onChange={onChange}
        onBlur={onBlur}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
      />
      <p id={`${id}-note`} className={`text-xs ${error === undefined ? "text-muted" : "text-danger"}`}>
        {error ?? hint}
      </p>
    </div>
  );
}
