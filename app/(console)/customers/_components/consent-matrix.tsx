import { Ban, Check, Clock } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/table";
import type { PresentWord } from "@/lib/domain/consent/matrix";
import { CHANNELS, PURPOSES, type Language } from "@/lib/domain/shared/vocabulary";
import { formatDay } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";

const LOOKS = {
  given: { tone: "success", icon: <Check aria-hidden /> }, withdrawn: { tone: "danger", icon: <Ban aria-hidden /> }, lapsed: { tone: "warning", icon: <Clock aria-hidden /> },
} as const satisfies Record<string, { tone: ChipTone; icon: React.ReactNode }>;

function Cell({ word }: { readonly word: PresentWord }) {
  const t = useTranslations("certificate");
  const locale = useLocale() as Language;
  const zone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  if (word.state === "none" || word.since === null) return <span className="text-muted"><span aria-hidden>–</span><span className="sr-only">{t("notAsked")}</span></span>;
  const { tone, icon } = LOOKS[word.state];
  return (
    <span className="flex flex-col gap-0.5">
      <Chip tone={tone} icon={icon}>{t(`stateName.${word.state}`)}</Chip>
      <span className="text-xs text-muted">{t("sinceDay", { day: formatDay(word.since, locale, zone) })}</span>
      {word.state === "given" && word.lapsesAt !== null && <span className="text-xs text-muted">{t("untilDay", { day: formatDay(word.lapsesAt, locale, zone) })}</span>}
    </span>
  );
}

/** What a customer has agreed to and refused at present: purposes down, channels across. */
export function ConsentMatrix({ words }: { readonly words: readonly PresentWord[] }) {
  const t = useTranslations("certificate");
  const purposes = useTranslations("purpose");
  const channels = useTranslations("customers.channelName");
  return (
    <DataTable
      label={t("present")}
      columns={[{ id: "purpose", header: t("purpose"), isRowHeader: true }, ...CHANNELS.map((channel) => ({ id: channel, header: channels(channel) }))]}
      rows={PURPOSES.map((purpose) => ({
        id: purpose,
        cells: {
          purpose: purposes(purpose),
          ...Object.fromEntries(words.filter((word) => word.purpose === purpose).map((word) => [word.channel, <Cell key={word.channel} word={word} />])),
        },
      }))}
    />
  );
}
