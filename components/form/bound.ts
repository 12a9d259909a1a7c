"use client";

import { use, useEffect } from "react";
import { useController, type FieldPath, type FieldValues } from "react-hook-form";
import { useErrorWords } from "./error-words";
import { FormStateContext } from "./form-state";

/** What a field of our own needs from the form around it. */
export function useBound(name: FieldPath<FieldValues>, label?: string) {
  const { labels } = use(FormStateContext);
  useEffect(() => {
    if (label !== undefined) labels.set(name, label);
  }, [labels, name, label]);
  const words = useErrorWords();
  const { field, fieldState } = useController<FieldValues>({ name });
  const message = fieldState.error?.message;
  const error = message === undefined ? undefined : words(message, {}, "field.invalid");
  return { field, error };
}
