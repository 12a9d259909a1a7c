import { useLocale, useTimeZone } from "next-intl";
import { formatInstant, formatRelative } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";

/** A moment, told from now, with the exact one on hover. `now` comes from the page, so that server and browser agree. */
export function Instant({ at, now }: { readonly at: Date; readonly now: Date }) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  return (
    <time dateTime={at.toISOString()} title={formatInstant(at, locale, timeZone)} className="whitespace-nowrap">
      {formatRelative(at, now, locale, timeZone)}
    </time>
  );
}

/** A moment to the minute (or second, in logs) on the bank's clock. */
export function ExactInstant({ at, withSeconds = false }: { readonly at: Date; readonly withSeconds?: boolean }) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {formatInstant(at, locale, timeZone, { withSeconds })}
    </time>
  );
}
