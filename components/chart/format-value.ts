import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount, formatDuration, formatMoney, formatRate } from "@/lib/i18n/format";
import { numberFormat } from "@/lib/i18n/formatters";
import type { ChartFormat } from "./chart-data";

const FORMATS: Record<ChartFormat, (value: number, locale: Language) => string> = {
  count: formatCount,
  percent: formatRate,
  money: (value, locale) => formatMoney(Math.round(value), locale),
  seconds: (value, locale) => formatDuration(value * 1_000, locale),
};

/** A value as text, in full. */
export function formatValue(value: number | null, format: ChartFormat, locale: Language): string {
  return value === null ? "–" : FORMATS[format](value, locale);
}

/** A value as a label of an axis: short (1.2万, 1.2K). */
export function formatTick(value: number, format: ChartFormat, locale: Language): string {
  if (format === "percent" || format === "seconds") return FORMATS[format](value, locale);
  const compact = { notation: "compact", maximumFractionDigits: 1 } as const;
  if (format === "count") return numberFormat(locale, compact).format(value);
  return numberFormat(locale, {
    ...compact,
    style: "currency",
    currency: "CNY",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 0,
  }).format(value / 1_000_000);
}
