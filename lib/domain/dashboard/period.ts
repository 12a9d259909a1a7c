/** Calendar days, YYYY-MM-DD, both included. */
export type Period = { readonly from: string; readonly to: string };

const DAY_MS = 86_400_000;
const DAYS_MAX = 366;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The calendar day of an instant in a zone. */
export function dayOf(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(instant);
}

function isDay(text: string | undefined): text is string {
  if (text === undefined || !DAY.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The period a person asked for; thirty days up to today where nothing usable was asked, never more than a year. */
export function readPeriod(from: string | undefined, to: string | undefined, today: string): Period {
  const end = isDay(to) && to <= today ? to : today;
  const initial = daysBefore(end, 29);
  const start = isDay(from) && from <= end ? from : initial;
  return { from: start < daysBefore(end, DAYS_MAX) ? daysBefore(end, DAYS_MAX) : start, to: end };
}

/** The day so many days earlier. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}

/** Every day of a period, in order. */
export function daysOf({ from, to }: Period): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = daysBefore(day, -1)) days.push(day);
  return days;
}
