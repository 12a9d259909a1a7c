"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField, FormSelect, FormSwitch, FormTextArea } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { KEYWORD_CLASSES, type ReplyKeywords } from "@/lib/domain/reply/keywords";
import { changeConfirmationAction, changeJudgeWithinAction, changeKeywordsAction } from "../actions";
import { confirmSchema, judgeWithinSchema, keywordsSchema } from "./value-schema";

/** Words that mean something when they are a customer's whole text. */
export function KeywordsForm({ keywords, mayWrite }: { readonly keywords: ReplyKeywords; readonly mayWrite: boolean }) {
  const t = useTranslations("settings");
  const defaults = { refuse: keywords.refuse.join("\n"), return: keywords.return.join("\n"), help: keywords.help.join("\n") };
  const form = useActionForm(keywordsSchema, changeKeywordsAction, { defaults });
  return (
    <ActionForm form={form}>
      <div className="grid gap-4 sm:grid-cols-3">
        {KEYWORD_CLASSES.map((name) => (
          <FormTextArea key={name} name={name} label={t(`values.keywords.${name}`)} hint={t(`values.keywords.${name}Hint`)} rows={8} isDisabled={!mayWrite} />
        ))}
      </div>
      {mayWrite && (
        <div>
          <SubmitButton variant="secondary">{t("save")}</SubmitButton>
        </div>
      )}
    </ActionForm>
  );
}

/** How soon a likely refusal should be decided. */
export function JudgeWithinForm({ hours, mayWrite }: { readonly hours: number; readonly mayWrite: boolean }) {
  const t = useTranslations("settings");
  const form = useActionForm(judgeWithinSchema, changeJudgeWithinAction, { defaults: { hours } });
  return (
    <ActionForm form={form}>
      <FormNumberField name="hours" label={t("values.judge.hours")} min={1} max={72} isDisabled={!mayWrite} />
      {mayWrite && <SubmitButton variant="secondary">{t("save")}</SubmitButton>}
    </ActionForm>
  );
}

type ConfirmProps = {
  readonly values: { readonly allowed: boolean; readonly template: string };
  readonly templates: readonly { readonly key: string; readonly name: string; readonly text: string }[];
  readonly mayWrite: boolean;
};

/** Whether a refusal is confirmed, and in which words. */
export function ConfirmationForm({ values, templates, mayWrite }: ConfirmProps) {
  const t = useTranslations("settings");
  const form = useActionForm(confirmSchema, changeConfirmationAction, { defaults: values });
  const options = [{ value: "", label: t("values.confirm.none") }, ...templates.map(({ key, name, text }) => ({ value: key, label: name, hint: text }))];
  return (
    <ActionForm form={form}>
      <FormSwitch name="allowed" isDisabled={!mayWrite}>
        {t("values.confirm.allowed")}
      </FormSwitch>
      <FormSelect name="template" label={t("values.confirm.template")} hint={templates.length === 0 ? t("values.confirm.noTemplate") : undefined} options={options} isDisabled={!mayWrite} />
      {mayWrite && <SubmitButton variant="secondary">{t("save")}</SubmitButton>}
    </ActionForm>
  );
}
