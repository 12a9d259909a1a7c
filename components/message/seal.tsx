import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";

/** The vermilion seal of a decision: who approved, and when. Nothing else in the console has this colour. */
export function Seal({ name, at }: { readonly name: string; readonly at: Date }) {
  const t = useTranslations("ui.seal");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  const day = formatDay(at, locale, timeZone);
  return (
    <span className="inline-flex items-center gap-2" title={formatInstant(at, locale, timeZone)}>
      <span className="sr-only">{t("approved", { name, day })}</span>
      <span
        aria-hidden
        className="flex size-7 shrink-0 -rotate-3 items-center justify-center rounded-[3px] border-2 border-seal bg-seal-soft text-base leading-none font-semibold text-seal"
      >
        {t("mark")}
      </span>
      <span aria-hidden className="flex min-w-0 flex-col text-xs leading-snug">
        <span className="truncate font-medium text-seal">{name}</span>
        <span className="whitespace-nowrap text-muted">{day}</span>
      </span>
    </span>
  );
}
