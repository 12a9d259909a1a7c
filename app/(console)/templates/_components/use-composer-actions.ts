"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useFailureWords } from "@/components/template/use-failure-words";
import { notify } from "@/components/ui/notify";
import type { ActionFailure, ActionResult } from "@/lib/domain/shared/action-result";
import { createTemplateAction, saveDraftAction, submitTemplateAction } from "../actions";
import type { ComposerTarget, ComposerValues } from "./composer-values";
import { forgetBackup } from "./use-draft-backup";

type Saved = { readonly templateId: string; readonly lockVersion: number };

/** Saving and submitting: what is typed stays on the page whatever the server answers. */
export function useComposerActions(
  form: UseFormReturn<ComposerValues>,
  initial: ComposerTarget | null,
  personId: string,
) {
  const t = useTranslations("templates.composer");
  const router = useRouter();
  const { ofFailure } = useFailureWords();
  const [target, setTarget] = useState(initial);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  const refuse = (error: ActionFailure) => {
    for (const [field, codes] of Object.entries(error.fields ?? {})) {
      if (codes[0]) form.setError(field as keyof ComposerValues, { message: codes[0] });
    }
    if (error.code === "template.key_taken") form.setError("key", { message: error.code }, { shouldFocus: true });
    setFailure(ofFailure(error));
  };

  async function store(values: ComposerValues): Promise<Saved | null> {
    const { key: _key, purpose: _purpose, language: _language, channel: _channel, ...content } = values;
    const result: ActionResult<Saved> = target
      ? await saveDraftAction({ ...target, ...content })
      : await createTemplateAction(values);
    if (!result.ok) {
      refuse(result.error);
      return null;
    }
    setFailure(null);
    forgetBackup(personId, target?.templateId ?? null);
    setTarget({ templateId: result.value.templateId, lockVersion: result.value.lockVersion });
    form.reset(values, { keepValues: true });
    // What was typed while the server was saving is not saved yet, and counts as changed.
    for (const name of ["text", "elderText"] as const) form.setValue(name, form.getValues(name), { shouldDirty: true });
    return result.value;
  }

  const save = () =>
    form.handleSubmit(
      (values) => {
        const isFirst = target === null;
        startTransition(async () => {
          const saved = await store(values);
          if (!saved) return;
          notify(t("saved"));
          if (isFirst) router.replace(`/templates/${saved.templateId}/edit` as Route);
        });
      },
      () => setFailure(t("notValid")),
    )();

  const submit = () =>
    form.handleSubmit(
      (values) => {
        startTransition(async () => {
          const saved =
            form.formState.isDirty || target === null || target.lockVersion === 0 ? await store(values) : target;
          if (!saved) return;
          const { templateId, lockVersion } = saved;
          const result = await submitTemplateAction({
            templateId,
            lockVersion,
            reasons: values.reasons ?? {},
            acceptChanges: false,
          });
          if (result.ok) {
            notify(t("submitted"));
            router.push(`/templates/${templateId}` as Route);
          } else if (result.error.code === "template.variables_changed")
            router.push(`/templates/${templateId}/changes` as Route);
          else refuse(result.error);
        });
      },
      () => setFailure(t("notValid")),
    )();

  return { save, submit, failure, isPending, target };
}
