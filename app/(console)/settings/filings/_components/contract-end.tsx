import { CalendarClock, CalendarX2 } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { formatDay } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";
import type { AccountFilings } from "@/lib/server/providers/filings";

/** A new contract and new filings take carriers some weeks. */
const SOON_DAYS = 60;

/** Until when an account's filings hold. */
export function ContractEnd({ account: { contractEndsAt, daysLeft } }: { readonly account: AccountFilings }) {
  const t = useTranslations("filings");
  const locale = useLocale();
  const zone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  if (contractEndsAt === null || daysLeft === null) return <span className="text-sm text-muted">{t("noEnd")}</span>;
  const day = formatDay(contractEndsAt, locale, zone);
  if (daysLeft < 0) return <Chip tone="warning" icon={<CalendarX2 aria-hidden />}>{t("ended", { day })}</Chip>;
  if (daysLeft <= SOON_DAYS) return <Chip tone="warning" icon={<CalendarClock aria-hidden />}>{t("endsSoon", { day, days: daysLeft })}</Chip>;
  return <span className="text-sm text-muted">{t("ends", { day })}</span>;
}
