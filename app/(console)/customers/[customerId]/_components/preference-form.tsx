"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormSelect } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import { CHANNELS } from "@/lib/domain/shared/vocabulary";
import { formatMinute } from "@/lib/i18n/format";
import { savePreferenceAction } from "../../actions";
import { NOTHING, preferenceFormSchema } from "./preference-schema";

export type PreferenceValues = {
  readonly lockVersion: number;
  readonly channels: ChannelPreferences;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly elderFriendly: boolean;
  readonly noProfiling: boolean;
  readonly wantsCalls: boolean;
};

type Props = { readonly customerId: string; readonly said: PreferenceValues | null };

const HALF_HOURS = Array.from({ length: 48 }, (_, index) => index * 30);
type Channel = (typeof CHANNELS)[number] | typeof NOTHING;

function PreferenceForm({ customerId, said, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("customers");
  const form = useActionForm(preferenceFormSchema, savePreferenceAction, {
    defaults: {
      customerId, lockVersion: said?.lockVersion ?? 0,
      first: (said?.channels.account?.[0] ?? NOTHING) as Channel, second: (said?.channels.account?.[1] ?? NOTHING) as Channel,
      quietFrom: String(said?.quietFrom ?? NOTHING), quietTo: String(said?.quietTo ?? NOTHING),
      elderFriendly: said?.elderFriendly ?? false, noProfiling: said?.noProfiling ?? false, wantsCalls: said?.wantsCalls ?? false,
    },
    doneMessage: t("saved"), onDone: close,
  });
  const channels = [{ value: NOTHING, label: t("noChannel") }, ...CHANNELS.map((value) => ({ value, label: t(`channelName.${value}`) }))];
  // What was kept by another way need not stand on the half hour.
  const minutes = [...new Set([...HALF_HOURS, ...[said?.quietFrom, said?.quietTo].filter((one) => typeof one === "number")])].sort((a, b) => a - b);
  const hours = [{ value: NOTHING, label: t("quietNone") }, ...minutes.map((minute) => ({ value: String(minute), label: formatMinute(minute) }))];
  return (
    <ActionForm form={form}>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormSelect name="first" label={t("firstChannel")} options={channels} />
        <FormSelect name="second" label={t("secondChannel")} options={channels} />
        <FormSelect name="quietFrom" label={t("quietFrom")} options={hours} />
        <FormSelect name="quietTo" label={t("quietTo")} options={hours} />
      </div>
      <FormCheckbox name="elderFriendly" hint={t("elderHint")}>{t("elder")}</FormCheckbox>
      <FormCheckbox name="noProfiling" hint={t("noProfilingHint")}>{t("noProfiling")}</FormCheckbox>
      <FormCheckbox name="wantsCalls" hint={t("callsHint")}>{t("calls")}</FormCheckbox>
      <SubmitButton>{t("savePreference")}</SubmitButton>
    </ActionForm>
  );
}

/** Opens the form in which a branch writes down how a customer wants to be reached. */
export function EditPreference(props: Props) {
  const t = useTranslations("customers");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" icon={<Pencil aria-hidden size={16} />} onPress={() => setOpen(true)}>{t("editPreference")}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t("editPreference")} isDismissable={false}>
        <PreferenceForm {...props} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
