import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/table";
import { formatDay, formatMoney } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";
import type { ProviderRow } from "@/lib/server/providers/queries";

/** Prices of one account, the latest first. */
export function PriceTable({ prices }: Pick<ProviderRow, "prices">) {
  const t = useTranslations("settings.carriers");
  const purposes = useTranslations("purpose");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  return (
    <DataTable
      label={t("prices")}
      empty={<p className="text-sm text-muted">{t("noPrices")}</p>}
      columns={[
        { id: "purpose", header: t("purpose"), isRowHeader: true },
        { id: "price", header: t("price"), isNumber: true },
        { id: "from", header: t("from") },
        { id: "source", header: t("source"), hideOnPhone: true },
        { id: "by", header: t("by"), hideOnPhone: true },
      ]}
      rows={prices.map((price) => ({
        id: price.id,
        cells: {
          purpose: price.purpose === null ? t("allPurposes") : purposes(price.purpose),
          price: formatMoney(price.micros, locale),
          from: formatDay(price.effectiveFrom, locale, timeZone),
          source: price.source,
          by: price.createdBy,
        },
      }))}
    />
  );
}
