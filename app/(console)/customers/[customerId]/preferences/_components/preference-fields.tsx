"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { FormCheckbox, FormSelect, FormTextField } from "@/components/form/fields";
import { CHOSEN_PURPOSES } from "@/lib/domain/customer/preference";
import { hoursOffered, NOTHING, USUAL, type PreferenceForm } from "@/lib/domain/customer/preference-form";
import { CHANNELS, LANGUAGES } from "@/lib/domain/shared/vocabulary";
import { formatMinute } from "@/lib/i18n/format";

export type KnownHelper = { readonly name: string; readonly phone: string } | null;

function ChannelOrder() {
  const t = useTranslations("preferences");
  const named = CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }));
  const first = [{ value: USUAL, label: t("console.usual") }, ...named, { value: NOTHING, label: t("console.nothing") }];
  const second = [{ value: NOTHING, label: t("console.noSecond") }, ...named];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-semibold">{t("console.order")}</legend>
      {CHOSEN_PURPOSES.map((purpose) => (
        <div key={purpose} className="grid grid-cols-2 items-end gap-2 sm:grid-cols-[7rem_1fr_1fr]">
          <span className="col-span-2 self-center text-sm sm:col-span-1">{t(`purpose.${purpose}`)}</span>
          <FormSelect name={`${purpose}First`} label={t("page.form.first", { purpose: t(`purpose.${purpose}`) })} hideLabel options={first} />
          <FormSelect name={`${purpose}Second`} label={t("page.form.second", { purpose: t(`purpose.${purpose}`) })} hideLabel options={second} />
        </div>
      ))}
      <p className="text-xs text-muted">{t("console.riskNote")}</p>
    </fieldset>
  );
}

function Helper({ helper }: { readonly helper: KnownHelper }) {
  const t = useTranslations("preferences.console");
  const change = useWatch<PreferenceForm, "helper">({ name: "helper" });
  const choices = [
    { value: "keep", label: helper === null ? t("helperNone") : t("helperKeep") }, { value: "name", label: t("helperSet") },
    ...(helper === null ? [] : [{ value: "remove", label: t("helperRemove") }]),
  ];
  return (
    <div className="flex flex-col gap-3">
      <FormSelect name="helper" label={t("helper")} options={choices} {...(helper === null ? {} : { hint: t("helperNow", helper) })} />
      {change === "name" && (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <FormTextField name="helperName" label={t("helperName")} maxLength={40} isRequired />
            <FormTextField name="helperPhone" label={t("helperPhone")} maxLength={20} isRequired />
          </div>
          <FormCheckbox name="helperAgreed">{t("helperAgreed")}</FormCheckbox>
        </>
      )}
    </div>
  );
}

type Props = { readonly helper: KnownHelper; readonly quiet: { readonly quietFrom: number | null; readonly quietTo: number | null } };

/** All that a customer can say about how to be reached: the same fields at the counter and from a paper form. */
export function PreferenceFields({ helper, quiet }: Props) {
  const t = useTranslations("preferences");
  const hours = [{ value: NOTHING, label: t("console.value.none") }, ...hoursOffered(quiet).map((minute) => ({ value: String(minute), label: formatMinute(minute) }))];
  return (
    <>
      <ChannelOrder />
      <div className="grid gap-3 sm:grid-cols-2">
        <FormSelect name="quietFrom" label={t("console.quietFrom")} options={hours} />
        <FormSelect name="quietTo" label={t("console.quietTo")} options={hours} />
        <FormSelect name="language" label={t("console.language")} options={LANGUAGES.map((value) => ({ value, label: t(`languageName.${value}`) }))} />
        <FormTextField name="smallAmountYuan" label={t("console.small")} hint={t("console.smallHint")} maxLength={4} />
      </div>
      <div className="flex flex-col gap-2">
        <FormCheckbox name="elderFriendly" hint={t("console.elderHint")}>{t("console.elder")}</FormCheckbox>
        <FormCheckbox name="noProfiling" hint={t("console.noProfilingHint")}>{t("console.noProfiling")}</FormCheckbox>
        <FormCheckbox name="wantsCalls" hint={t("console.callsHint")}>{t("console.calls")}</FormCheckbox>
      </div>
      <Helper helper={helper} />
    </>
  );
}
