"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { changeCallsAction, changeLinkDaysAction, changeReviewAboveAction, changeThresholdsAction } from "../actions";
import { callsSchema, linkDaysSchema, reviewAboveSchema, thresholdsSchema } from "./value-schema";

type Props<S extends z.ZodType> = { readonly values: z.input<S>; readonly mayWrite: boolean };

const PERCENT = { style: "percent", maximumFractionDigits: 2 } as const;
const YUAN = { maximumFractionDigits: 6 } as const;

/** From how many recipients on a campaign needs a reviewer. */
export function ReviewAboveForm({ values, mayWrite }: Props<typeof reviewAboveSchema>) {
  const t = useTranslations("settings");
  const form = useActionForm(reviewAboveSchema, changeReviewAboveAction, { defaults: values });
  return (
    <ActionForm form={form}>
      <FormNumberField name="value" label={t("values.review.value")} min={0} max={1_000_000} isDisabled={!mayWrite} />
      {mayWrite && <SubmitButton variant="secondary">{t("save")}</SubmitButton>}
    </ActionForm>
  );
}

/** How long a texted link to a customer's own page holds. */
export function LinkDaysForm({ values, mayWrite }: Props<typeof linkDaysSchema>) {
  const t = useTranslations("settings");
  const form = useActionForm(linkDaysSchema, changeLinkDaysAction, { defaults: values });
  return (
    <ActionForm form={form}>
      <FormNumberField name="value" label={t("values.linkDays.value")} min={1} max={30} isDisabled={!mayWrite} />
      {mayWrite && <SubmitButton variant="secondary">{t("save")}</SubmitButton>}
    </ActionForm>
  );
}

/** When a running campaign pauses itself. */
export function ThresholdsForm({ values, mayWrite }: Props<typeof thresholdsSchema>) {
  const t = useTranslations("settings");
  const form = useActionForm(thresholdsSchema, changeThresholdsAction, { defaults: values });
  return (
    <ActionForm form={form}>
      <FormNumberField name="minimum" label={t("values.thresholds.minimum")} min={1} max={100_000} isDisabled={!mayWrite} />
      {(["errorShare", "refusalShare", "complaintShare"] as const).map((name) => (
        <FormNumberField key={name} name={name} label={t(`values.thresholds.${name}`)} min={0} max={1} step={0.001} format={PERCENT} isDisabled={!mayWrite} />
      ))}
      {mayWrite && <SubmitButton variant="secondary">{t("save")}</SubmitButton>}
    </ActionForm>
  );
}

/** What a call would have cost. */
export function CallsForm({ values, mayWrite }: Props<typeof callsSchema>) {
  const t = useTranslations("settings");
  const form = useActionForm(callsSchema, changeCallsAction, { defaults: values });
  return (
    <ActionForm form={form}>
      <FormNumberField name="minutesPerCall" label={t("values.calls.minutesPerCall")} min={0} max={60} step={0.5} isDisabled={!mayWrite} />
      <FormNumberField name="callPerMinute" label={t("values.calls.callPerMinute")} min={0} max={1_000} step={0.01} format={YUAN} isDisabled={!mayWrite} />
      <FormNumberField name="wagePerHour" label={t("values.calls.wagePerHour")} min={0} max={1_000} step={0.5} format={YUAN} isDisabled={!mayWrite} />
      {mayWrite && <SubmitButton variant="secondary">{t("save")}</SubmitButton>}
    </ActionForm>
  );
}
