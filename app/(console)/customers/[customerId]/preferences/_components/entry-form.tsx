"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormSelect, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { enterPaperSchema } from "@/lib/domain/customer/page-schema";
import type { PreferenceState } from "@/lib/domain/customer/preference";
import type { OffersState } from "@/lib/domain/customer/preference-effects";
import { fillPreferenceForm } from "@/lib/domain/customer/preference-form";
import { enterPaperAction } from "../actions";
import { LiveEffects } from "./live-effects";
import { PreferenceFields, type KnownHelper } from "./preference-fields";

type Props = {
  readonly customerId: string; readonly lockVersion: number; readonly state: PreferenceState; readonly offers: OffersState; readonly helper: KnownHelper; readonly hasEmail: boolean;
};

/** Types in what a customer ticked and signed; one save writes preferences and words about offers. */
export function EntryForm({ customerId, lockVersion, state, offers, helper, hasEmail }: Props) {
  const t = useTranslations("preferences");
  const router = useRouter();
  const form = useActionForm(enterPaperSchema, enterPaperAction, {
    defaults: { customerId, lockVersion, formNumber: "", smsOffers: "same", emailOffers: "same", voiceOffers: "same", ...fillPreferenceForm(state) },
    doneMessage: t("console.paper.saved"),
    onDone: () => router.push(`/customers/${customerId}/preferences` as Route),
  });
  const words = (["same", "given", "withdrawn"] as const).map((value) => ({ value, label: t(`console.paper.${value}`) }));
  const channels = (["sms", "email", "voice"] as const).filter((channel) => channel !== "email" || hasEmail);
  return (
    <ActionForm form={form} className="flex flex-col gap-4">
      <FormTextField name="formNumber" label={t("console.paper.formNumber")} hint={t("console.paper.formNumberHint")} maxLength={60} isRequired />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-semibold">{t("console.paper.offers")}</legend>
        <div className="grid gap-3 sm:grid-cols-3">
          {channels.map((channel) => <FormSelect key={channel} name={`${channel}Offers`} label={t(`channel.${channel}`)} options={words} />)}
        </div>
        <p className="text-xs text-muted">{t("console.paper.offersNote")}</p>
      </fieldset>
      <PreferenceFields helper={helper} quiet={state} />
      <LiveEffects before={state} offers={offers} />
      <SubmitButton>{t("console.paper.save")}</SubmitButton>
    </ActionForm>
  );
}
