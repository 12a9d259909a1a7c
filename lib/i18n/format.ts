import type { Language } from "@/lib/domain/shared/vocabulary";

const MICROS = 1_000_000;

/** Micro-yuan as yuan: two digits, or up to four where a price is below a cent. */
export function formatMoney(micros: bigint | number | string, locale: Language): string {
  const value = Number(micros) / MICROS;
  const digits = value !== 0 && Math.abs(value) < 1 ? 4 : 2;
  return new Intl.NumberFormat(locale, { style: "currency", currency: "CNY", minimumFractionDigits: 2, maximumFractionDigits: digits }).format(value);
}

/** A count with separators. */
export function formatCount(count: number, locale: Language): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** A share as a percentage with one digit; a dash where there is nothing to divide by. */
export function formatShare(share: number | null, locale: Language): string {
  if (share === null || !Number.isFinite(share)) return "–";
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** Date and time to the minute in the bank's zone. */
export function formatInstant(instant: Date, locale: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone, hourCycle: "h23" }).format(instant);
}

/** A calendar day in the bank's zone. */
export function formatDay(instant: Date, locale: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(instant);
}

/** Minutes after midnight as a clock time. */
export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
