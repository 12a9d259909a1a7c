"use client";

import { Printer } from "lucide-react";
import Image from "next/image";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormSelect } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { issueLinkSchema, SLIP_HOURS } from "@/lib/domain/customer/page-schema";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatInstant } from "@/lib/i18n/format";
import { issueLinkAction } from "../actions";

export type SlipFor = { readonly customerId: string; readonly name: string; readonly number: string; readonly bank: string; readonly hotline: string | null };
type Made = { readonly address: string; readonly qr: string; readonly expiresAt: string };

function Slip({ made, slipFor, close }: { readonly made: Made; readonly slipFor: SlipFor; readonly close: () => void }) {
  const t = useTranslations("preferences.console.slip");
  const locale = useLocale() as Language;
  const timeZone = useTimeZone() ?? "Asia/Shanghai";
  const { name, number, bank, hotline } = slipFor;
  return (
    <div className="flex flex-col gap-3">
      <p className="no-print text-sm text-muted">{t("lead")}</p>
      <div className="print-only-this max-w-xs rounded-md border border-line bg-white p-4 text-black">
        <p className="font-semibold">{bank}</p>
        <p className="text-lg font-semibold">{t("head")}</p>
        <p className="text-sm">{t("for", { name, number })}</p>
        <Image src={made.qr} alt={t("alt", { name })} width={208} height={208} className="my-2" unoptimized />
        <p className="text-sm">{t("how")}</p>
        <p className="mt-1 font-mono text-xs break-all">{made.address}</p>
        <p className="mt-1 text-sm font-medium">{t("until", { at: formatInstant(new Date(made.expiresAt), locale, timeZone) })}</p>
        {hotline !== null && <p className="text-sm">{t("hotline", { hotline })}</p>}
      </div>
      <div className="no-print flex gap-2">
        <Button size="sm" variant="primary" icon={<Printer aria-hidden size={16} />} onPress={() => window.print()}>{t("print")}</Button>
        <Button size="sm" onPress={close}>{t("close")}</Button>
      </div>
    </div>
  );
}

/** Makes a way to the customer's page and shows it once, as a slip to print. */
export function MakeSlip({ slipFor }: { readonly slipFor: SlipFor }) {
  const t = useTranslations("preferences.console.links");
  const [made, setMade] = useState<Made | null>(null);
  const form = useActionForm(issueLinkSchema, issueLinkAction, { defaults: { customerId: slipFor.customerId, hours: "24" }, doneMessage: null, onDone: setMade });
  if (made !== null) return <Slip made={made} slipFor={slipFor} close={() => setMade(null)} />;
  const words = (hours: number) => (hours < 48 ? t("hour", { hours }) : t("day", { days: hours / 24 }));
  return (
    <ActionForm form={form} className="flex flex-wrap items-end gap-2">
      <div className="w-40"><FormSelect name="hours" label={t("hours")} options={SLIP_HOURS.map((hours) => ({ value: String(hours), label: words(hours) }))} /></div>
      <SubmitButton variant="secondary">{t("make")}</SubmitButton>
    </ActionForm>
  );
}
