// By default: Node reads the package as CommonJS, whose names it cannot see.
import chineseDays from "chinese-days";
import type { HolidayCalendar } from "./pack";

const known = new Map<string, boolean>();
const KNOWN_MAX = 2_048;

/**
 * Whether the day (YYYY-MM-DD) is a public holiday: for CN the days off of the State Council's yearly notice, without
 * ordinary weekends. A year for which no notice is known yet has none.
 */
export function isPublicHoliday(calendar: HolidayCalendar, day: string): boolean {
  if (calendar !== "CN") return false;
  const cached = known.get(day);
  if (cached !== undefined) return cached;
  if (known.size >= KNOWN_MAX) known.clear();
  const { work, name } = chineseDays.getDayDetail(day);
  // Holidays carry "English,Chinese,days"; ordinary days the name of the weekday.
  const holiday = !work && name.includes(",");
  known.set(day, holiday);
  return holiday;
}
