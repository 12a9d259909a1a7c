"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { officerPreferenceSchema } from "@/lib/domain/customer/page-schema";
import type { PreferenceState } from "@/lib/domain/customer/preference";
import type { OffersState } from "@/lib/domain/customer/preference-effects";
import { fillPreferenceForm } from "@/lib/domain/customer/preference-form";
import { savePreferenceAction } from "../actions";
import { LiveEffects } from "./live-effects";
import { PreferenceFields, type KnownHelper } from "./preference-fields";

type Props = { readonly customerId: string; readonly lockVersion: number; readonly state: PreferenceState; readonly offers: OffersState; readonly helper: KnownHelper };

/** Writes down how a customer wants to be reached, and shows what each choice brings about before it is saved. */
export function OfficerForm({ customerId, lockVersion, state, offers, helper }: Props) {
  const t = useTranslations("preferences.console");
  const form = useActionForm(officerPreferenceSchema, savePreferenceAction, { defaults: { customerId, lockVersion, ...fillPreferenceForm(state) }, doneMessage: t("saved") });
  return (
    <ActionForm form={form} className="flex flex-col gap-4">
      <PreferenceFields helper={helper} quiet={state} />
      <LiveEffects before={state} offers={offers} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}
