import { LatelyUsed } from "@/lib/domain/shared/lately-used";
import type { Language } from "@/lib/domain/shared/vocabulary";

// Making one of these reads the rules of a language and takes 50 µs and more; formatting with it takes one. A page of fifty
// rows with three instants each would spend more on making them than on everything else it does. They never change.

// Two languages, one zone of the bank, and a dozen ways to write a number.
const KEPT_MAX = 100;
const numbers = new LatelyUsed<Intl.NumberFormat>(KEPT_MAX);
const dates = new LatelyUsed<Intl.DateTimeFormat>(KEPT_MAX);
const distances = new LatelyUsed<Intl.RelativeTimeFormat>(KEPT_MAX);

const keyOf = (locale: string, options: object) => `${locale} ${JSON.stringify(options)}`;

/** Writes numbers so; made once. */
export function numberFormat(locale: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return numbers.get(keyOf(locale, options), () => new Intl.NumberFormat(locale, options));
}

/** Writes instants so; made once. */
export function dateFormat(locale: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return dates.get(keyOf(locale, options), () => new Intl.DateTimeFormat(locale, options));
}

/** Writes how far off a moment is; made once. */
export function distanceFormat(locale: Language, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat {
  return distances.get(keyOf(locale, options), () => new Intl.RelativeTimeFormat(locale, options));
}
