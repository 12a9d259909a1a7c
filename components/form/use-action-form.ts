"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { unstable_isUnrecognizedActionError as isStalePage, unstable_rethrow } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition, type BaseSyntheticEvent, type RefObject } from "react";
import { useForm, type DefaultValues, type FieldValues, type Path, type UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { notify } from "@/components/ui/notify";
import type { ActionFailure, ActionResult } from "@/lib/domain/shared/action-result";
import { fieldCode } from "./field-codes";

type Options<Input extends FieldValues, T> = {
  readonly defaults: DefaultValues<Input>;
  /** After it was done: go to the new page, close the dialog. */
  readonly onDone?: (value: T, input: Input) => void;
  /** Said in the corner when done; null says nothing. */
  readonly doneMessage?: string | null;
  /** Before sending: what the fields do not hold (ids, versions read with the page). */
  readonly amend?: (input: Input) => Input;
};

export type ActionForm<Input extends FieldValues, Output = Input> = UseFormReturn<Input, unknown, Output> & {
  readonly submit: (event?: BaseSyntheticEvent) => void;
  readonly isPending: boolean;
  /** Why the last try did nothing; field errors are at their fields. */
  readonly failure: ActionFailure | null;
  readonly summaryRef: RefObject<HTMLDivElement | null>;
};

/** A form over one server action: checked here as the action will, its refusals shown at the fields and on top. */
export function useActionForm<Input extends FieldValues, Output, T>(
  schema: z.ZodType<Output, Input>,
  action: (input: Input) => Promise<ActionResult<T>>,
  { defaults, onDone, doneMessage, amend }: Options<Input, T>,
): ActionForm<Input, Output> {
  const t = useTranslations("ui.form");
  const [isPending, startTransition] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const summaryRef = useRef<HTMLDivElement>(null);
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver(schema, { error: fieldCode }),
    defaultValues: defaults,
    // The summary takes the focus, and leads to the fields.
    shouldFocusError: false,
  });

  const showSummary = () => requestAnimationFrame(() => summaryRef.current?.focus());

  const refuse = (refusal: ActionFailure) => {
    setFailure(refusal);
    for (const [field, messages] of Object.entries(refusal.fields ?? {})) {
      const message = messages[0];
      if (message !== undefined) form.setError(field as Path<Input>, { type: "server", message });
    }
    showSummary();
  };

  const send = async (input: Input) => {
    try {
      const result = await action(amend ? amend(input) : input);
      if (!result.ok) return refuse(result.error);
      setFailure(null);
      if (doneMessage !== null) notify(doneMessage ?? t("saved"));
      form.reset(form.getValues());
      onDone?.(result.value, input);
    } catch (error) {
      unstable_rethrow(error); // an action's redirect() arrives as an error
      // A page from before an update calls actions that no longer exist; everything else here is the network.
      refuse({ code: isStalePage(error) ? "stale_page" : "offline" });
    }
  };

  const submit = (event?: BaseSyntheticEvent) => {
    setFailure(null);
    // The action parses what was typed, not what the schema made of it: it never trusts the browser's parsing.
    void form.handleSubmit(() => startTransition(() => send(form.getValues())), showSummary)(event);
  };

  return { ...form, submit, isPending, failure, summaryRef };
}
