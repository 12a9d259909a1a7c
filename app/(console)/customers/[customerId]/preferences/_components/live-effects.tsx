"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { preferenceAfter, preferenceFieldsSchema, type PreferenceState } from "@/lib/domain/customer/preference";
import { preferenceEffects, type OffersState } from "@/lib/domain/customer/preference-effects";
import { readPreferenceForm, type PreferenceForm } from "@/lib/domain/customer/preference-form";
import { EffectLines } from "./effect-lines";

/** The state as the form stands now; what is not yet whole (a name without a phone, half of the quiet hours) counts as soon as it is. */
function stateAfter(before: PreferenceState, form: PreferenceForm): PreferenceState {
  const draft = readPreferenceForm({ ...form, helper: "keep" });
  const isQuietWhole = (draft.quietFrom === null) === (draft.quietTo === null) && draft.quietFrom !== draft.quietTo;
  const quiet = isQuietWhole ? {} : { quietFrom: before.quietFrom, quietTo: before.quietTo };
  const parsed = preferenceFieldsSchema.safeParse({ ...draft, ...(draft.quietFrom === null && draft.quietTo === null ? {} : quiet) });
  if (!parsed.success) return before;
  const hasHelper = form.helper === "keep" ? before.hasHelper : form.helper === "name";
  return { ...preferenceAfter(before, parsed.data), hasHelper };
}

type Props = { readonly before: PreferenceState; readonly offers: OffersState };

/** Shows what saving would bring about, while the form is being filled in. */
export function LiveEffects({ before, offers }: Props) {
  const t = useTranslations("preferences.console");
  const form = useWatch<PreferenceForm>() as PreferenceForm;
  const effects = preferenceEffects(before, stateAfter(before, form), offers);
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md border border-line bg-surface-secondary p-3">
      <p className="text-sm font-semibold">{t("effects")}</p>
      {effects.length === 0 ? <p className="text-sm text-muted">{t("unchanged")}</p> : <EffectLines effects={effects} />}
      <p className="text-xs text-muted">{t("effectsLead")}</p>
    </div>
  );
}
