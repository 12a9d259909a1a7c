import type { Language } from "@/lib/domain/shared/vocabulary";
import { dateFormat, distanceFormat, numberFormat } from "./formatters";

const MICROS = 1_000_000n;
const CENT_MICROS = 10_000n;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Yuan as a decimal text without rounding: a float would lose micro-yuan above nine billion yuan. */
function decimalYuan(micros: bigint): `${number}` {
  const sign = micros < 0n ? "-" : "";
  const size = micros < 0n ? -micros : micros;
  return `${sign}${size / MICROS}.${String(size % MICROS).padStart(6, "0")}` as `${number}`;
}

/** Micro-yuan as yuan: two digits, or as many as it takes (up to six) for unit prices finer than a cent and below ¥1. */
export function formatMoney(micros: bigint | number | string, locale: Language): string {
  const exact = BigInt(micros);
  const size = exact < 0n ? -exact : exact;
  const isFine = size < MICROS && size % CENT_MICROS !== 0n;
  return numberFormat(locale, {
    style: "currency",
    currency: "CNY",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: isFine ? 6 : 2,
  }).format(decimalYuan(exact));
}

/** A count with separators. */
export function formatCount(count: number | bigint, locale: Language): string {
  return numberFormat(locale).format(count);
}

/** A share (0 to 1) in percent with one digit; a dash where there was nothing to divide by. */
export function formatRate(share: number | null, locale: Language): string {
  if (share === null || !Number.isFinite(share)) return "–";
  return numberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** How much per second, with as many digits as it deserves. */
export function formatSpeed(perSecond: number, locale: Language): string {
  return numberFormat(locale, { maximumFractionDigits: perSecond < 10 ? 1 : 0 }).format(perSecond);
}

/** Date and time in the zone given: to the minute, or to the second in logs. */
export function formatInstant(
  instant: Date,
  locale: Language,
  timeZone: string,
  { withSeconds = false }: { readonly withSeconds?: boolean } = {},
): string {
  return dateFormat(locale, {
    dateStyle: "medium",
    timeStyle: withSeconds ? "medium" : "short",
    timeZone,
    hourCycle: "h23",
  }).format(instant);
}

/** A calendar day in the zone given. */
export function formatDay(instant: Date, locale: Language, timeZone: string): string {
  return dateFormat(locale, { dateStyle: "medium", timeZone }).format(instant);
}

/** A moment told from now: minutes, hours and days nearby, the date beyond a week. */
export function formatRelative(instant: Date, now: Date, locale: Language, timeZone: string): string {
  const distance = instant.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size >= 7 * DAY) return formatDay(instant, locale, timeZone);
  const words = distanceFormat(locale, { numeric: "auto", style: "short" });
  if (size < 45 * SECOND) return words.format(0, "second");
  if (size < 45 * MINUTE) return words.format(Math.round(distance / MINUTE), "minute");
  if (size < 22 * HOUR) return words.format(Math.round(distance / HOUR), "hour");
  return words.format(Math.round(distance / DAY), "day");
}

type DurationUnit = "day" | "hour" | "minute" | "second";

const UNITS: readonly (readonly [DurationUnit, number])[] = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", SECOND],
];

/** A length of time in its two largest units; below a minute with tenths of seconds. */
export function formatDuration(milliseconds: number, locale: Language): string {
  const unit = (value: number, name: DurationUnit, digits = 0) =>
    numberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    }).format(value);
  if (milliseconds < MINUTE) return unit(milliseconds / SECOND, "second", milliseconds < 10 * SECOND ? 1 : 0);

  const first = UNITS.findIndex(([, size]) => milliseconds >= size);
  const parts: string[] = [];
  let rest = milliseconds;
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const whole = Math.floor(rest / size);
    if (whole > 0) parts.push(unit(whole, name));
    rest -= whole * size;
  }
  return parts.join(" ");
}

/** Minutes after midnight as a clock time. */
export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** The size of a file in bytes, in the largest unit that it fills (1 kB = 1,000 bytes, as file managers and SI count). */
export function formatBytes(bytes: number, locale: Language): string {
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), 0), SIZES.length - 1);
  const unit = SIZES[step] ?? "byte";
  return numberFormat(locale, { style: "unit", unit, unitDisplay: step === 0 ? "long" : "short", maximumFractionDigits: step > 1 ? 1 : 0 }).format(bytes / 1_000 ** step);
}
