"use client";

import { useController, type FieldPath, type FieldValues } from "react-hook-form";
import { useErrorWords } from "./error-words";

/** What a field of our own needs from the form around it. */
export function useBound(name: FieldPath<FieldValues>) {
  const words = useErrorWords();
  const { field, fieldState } = useController<FieldValues>({ name });
  const message = fieldState.error?.message;
  const error = message === undefined ? undefined : words(message, {}, "field.invalid");
  return { field, error };
}
