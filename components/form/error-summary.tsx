"use client";

import { useTranslations } from "next-intl";
import { use, type RefObject } from "react";
import { useFormContext, useFormState, type FieldErrors } from "react-hook-form";
import { Callout } from "@/components/ui/callout";
import type { ActionFailure } from "@/lib/domain/shared/action-result";
import { useErrorWords } from "./error-words";
import { FormStateContext } from "./form-state";

type Fault = { readonly name: string; readonly message: string };

/** Every error of a form with the path of its field, however deep. */
export function listFaults(errors: FieldErrors, above = ""): Fault[] {
  return Object.entries(errors).flatMap(([key, error]) => {
    if (!error || typeof error !== "object") return [];
    const name = above === "" ? key : `${above}.${key}`;
    if (typeof error.message === "string" && typeof error.type === "string") return [{ name, message: error.message }];
    return listFaults(error as FieldErrors, name);
  });
}

type Props = { readonly failure: ActionFailure | null; readonly summaryRef: RefObject<HTMLDivElement | null> };

/** On top of a form: what is wrong, with a way to each field. It takes the focus when sending failed. */
export function ErrorSummary({ failure, summaryRef }: Props) {
  const t = useTranslations("ui.form");
  const words = useErrorWords();
  const { labels } = use(FormStateContext);
  const { setFocus } = useFormContext();
  const { errors, submitCount } = useFormState();
  const faults = listFaults(errors);
  const sentence = (fault: Fault) => {
    const label = labels.get(fault.name);
    const message = words(fault.message, {}, "field.invalid");
    return label === undefined ? message : t("fault", { label, message });
  };
  const isRefused = failure !== null && failure.code !== "invalid_input";
  if (submitCount === 0 || (faults.length === 0 && failure === null)) return null;
  return (
    <div ref={summaryRef} tabIndex={-1} className="outline-none">
      <Callout
        tone="danger"
        role="alert"
        title={isRefused ? t("failed") : t("problems", { count: Math.max(faults.length, 1) })}
      >
        {failure !== null && (isRefused || faults.length === 0) && <p>{words(failure.code, failure.evidence)}</p>}
        {failure?.requestId !== undefined && (
          <p className="text-xs text-muted">{t("requestId", { requestId: failure.requestId })}</p>
        )}
        {faults.length > 0 && (
          <ul className="mt-1 flex flex-col gap-0.5">
            {faults.map((fault) => (
              <li key={fault.name}>
                <button type="button" className="prose-link min-h-6 text-start" onClick={() => setFocus(fault.name)}>
                  {sentence(fault)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Callout>
    </div>
  );
}
