"use client";

import { createContext } from "react";

/** What the fields of a form are called, so that the summary can name them. */
export type FieldLabels = {
  readonly set: (name: string, label: string) => void;
  readonly get: (name: string) => string | undefined;
};

/** Fields tell their labels as they appear. */
export function fieldLabels(): FieldLabels {
  const labels = new Map<string, string>();
  return { set: (name, label) => void labels.set(name, label), get: (name) => labels.get(name) };
}

type FormState = { readonly isPending: boolean; readonly labels: FieldLabels };

/** Whether the form around is being sent, and what its fields are called. */
export const FormStateContext = createContext<FormState>({ isPending: false, labels: fieldLabels() });
