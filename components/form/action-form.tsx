"use client";

import { useState, type ReactNode } from "react";
import { FormProvider, type FieldValues } from "react-hook-form";
import { ErrorSummary } from "./error-summary";
import { fieldLabels, FormStateContext } from "./form-state";
import type { ActionForm as Form } from "./use-action-form";

type Props<Input extends FieldValues, Output> = {
  readonly form: Form<Input, Output>;
  readonly children: ReactNode;
  readonly id?: string;
  readonly className?: string;
};

/** The form element around the fields of `useActionForm`, with the summary of what is wrong on top. */
export function ActionForm<Input extends FieldValues, Output>({
  form,
  children,
  id,
  className = "flex flex-col gap-4",
}: Props<Input, Output>) {
  const { submit, isPending, failure, summaryRef, ...methods } = form;
  const [labels] = useState(fieldLabels);
  return (
    <FormProvider {...methods}>
      <FormStateContext value={{ isPending, labels }}>
        <form onSubmit={submit} noValidate id={id} className={className}>
          <ErrorSummary failure={failure} summaryRef={summaryRef} />
          {children}
        </form>
      </FormStateContext>
    </FormProvider>
  );
}
