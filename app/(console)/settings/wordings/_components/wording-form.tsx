"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField, FormSelect, FormTextArea, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Panel } from "@/components/ui/panel";
import { DURATION_MONTHS_MAX, saveWordingSchema, wordingSchema, type WordingInput } from "@/lib/domain/consent/wording";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { FormDay } from "../../_components/form-day";
import { createWordingAction, saveWordingAction } from "../actions";

export type RequestTemplate = { readonly key: string; readonly name: string; readonly asksFor: string | null };
type Templates = { readonly templates: readonly RequestTemplate[] };

const EMPTY: WordingInput = {
  version: "", purpose: "promotion", textZh: "", textEn: "", frequencyZh: "", frequencyEn: "", durationMonths: 24, effectiveFrom: "", renewBy: "", requestTemplate: "",
};

function AskWith({ templates }: Templates) {
  const t = useTranslations("wordings");
  const purpose = useWatch({ name: "purpose" }) as string;
  const fit = templates.filter((template) => template.asksFor === purpose);
  return <FormSelect name="requestTemplate" label={t("requestTemplate")} hint={t("requestHint")} options={[{ value: "", label: t("noTemplate") }, ...fit.map(({ key, name }) => ({ value: key, label: name, hint: key }))]} />;
}

function Fields({ templates }: Templates) {
  const t = useTranslations("wordings");
  const purpose = useTranslations("purpose");
  return (
    <>
      <Panel title={t("text")} description={t("law")}>
        <div className="grid gap-4 lg:grid-cols-2">
          <FormTextField name="version" label={t("version")} hint={t("versionHint")} maxLength={30} isRequired />
          <FormSelect name="purpose" label={t("purpose")} options={PURPOSES.map((value) => ({ value, label: purpose(value) }))} />
          <FormTextArea name="textZh" label={t("textZh")} hint={t("textHint")} rows={5} maxLength={2_000} />
          <FormTextArea name="textEn" label={t("textEn")} hint={t("textHint")} rows={5} maxLength={2_000} />
          <FormTextField name="frequencyZh" label={t("frequencyZh")} hint={t("frequencyHint")} maxLength={200} />
          <FormTextField name="frequencyEn" label={t("frequencyEn")} hint={t("frequencyHint")} maxLength={200} />
        </div>
      </Panel>
      <Panel title={t("duration")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormNumberField name="durationMonths" label={t("durationMonths")} hint={t("durationHint")} min={1} max={DURATION_MONTHS_MAX} />
          <FormDay name="effectiveFrom" label={t("effectiveFrom")} hint={t("effectiveHint")} />
          <FormDay name="renewBy" label={t("renewBy")} hint={t("renewHint")} />
          <AskWith templates={templates} />
        </div>
      </Panel>
    </>
  );
}

/** A new draft. */
export function NewWording({ templates }: Templates) {
  const t = useTranslations("wordings");
  const router = useRouter();
  const form = useActionForm(wordingSchema, createWordingAction, { defaults: EMPTY, doneMessage: t("created"), onDone: ({ id }) => router.push(`/settings/wordings/${id}` as Route) });
  return (
    <ActionForm form={form}>
      <Fields templates={templates} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** The author's draft, changed. */
export function EditWording({ id, seal, values, templates }: Templates & { readonly id: string; readonly seal: string; readonly values: WordingInput }) {
  const t = useTranslations("wordings");
  const router = useRouter();
  const form = useActionForm(saveWordingSchema, saveWordingAction, {
    defaults: { ...values, id, seal }, doneMessage: t("saved"),
    onDone: () => {
      router.push(`/settings/wordings/${id}` as Route);
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Fields templates={templates} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}
