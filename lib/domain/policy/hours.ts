import type { QuietHours } from "./facts";
import type { RuleParams } from "./rules";
import { minuteOfDay, offsetAt } from "./zone";

export type SendingHours = Pick<
  RuleParams["quiet_hours"],
  "fromMinute" | "toMinute" | "breakFromMinute" | "breakToMinute"
>;

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

function withinSpan(minute: number, from: number, to: number): boolean {
  if (from < to) return minute >= from && minute < to;
  // From later than to passes midnight; equal ends are the whole day.
  return from === to || minute >= from || minute < to;
}

/** Whether the rule's own hours, without the customer's wishes, let a message out at this minute of the day. */
export function opensByRule(minute: number, hours: SendingHours): boolean {
  if (minute < hours.fromMinute || minute >= hours.toMinute) return false;
  return (
    hours.breakFromMinute === null ||
    hours.breakToMinute === null ||
    !withinSpan(minute, hours.breakFromMinute, hours.breakToMinute)
  );
}

/** Whether the customer asked for quiet at this minute of the day. */
export function quietByWish(minute: number, quiet: QuietHours | null): boolean {
  return quiet !== null && withinSpan(minute, quiet.fromMinute % DAY_MINUTES, quiet.toMinute % DAY_MINUTES);
}

function isOpen(minute: number, hours: SendingHours, quiet: QuietHours | null): boolean {
  return opensByRule(minute, hours) && !quietByWish(minute, quiet);
}

/** Minutes of the day at which a closed stretch can end. */
function openings(hours: SendingHours, quiet: QuietHours | null): number[] {
  const ends = [hours.fromMinute, hours.breakToMinute, quiet === null ? null : quiet.toMinute % DAY_MINUTES];
  return ends.filter((minute): minute is number => minute !== null && isOpen(minute, hours, quiet));
}

/**
 * The first instant from `now` on at which both the rule and the customer let a message out, in whole minutes;
 * null where together they leave no minute of the day.
 */
export function nextOpening(
  now: number,
  timeZone: string,
  hours: SendingHours,
  quiet: QuietHours | null,
): number | null {
  const minute = minuteOfDay(timeZone, now);
  if (isOpen(minute, hours, quiet)) return now;
  const starts = openings(hours, quiet);
  if (starts.length === 0) return null;
  const wait = Math.min(...starts.map((start) => (start - minute + DAY_MINUTES) % DAY_MINUTES));
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const opening = thisMinute + wait * MINUTE;
  if (offsetAt(timeZone, opening) === offsetAt(timeZone, now)) return opening;
  return searchOpening(thisMinute, timeZone, hours, quiet);
}

/** On the two nights a year when clocks change, walk minute by minute: an hour is missing or comes twice. */
function searchOpening(from: number, timeZone: string, hours: SendingHours, quiet: QuietHours | null): number | null {
  // A minute that is missing today exists tomorrow: two days and a bit are enough.
  for (let step = 1; step <= 3 * DAY_MINUTES; step += 1) {
    const instant = from + step * MINUTE;
    if (isOpen(minuteOfDay(timeZone, instant), hours, quiet)) return instant;
  }
  return null;
}

const CLOCK = Array.from({ length: DAY_MINUTES + 1 }, (_, minute) => {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});

/** 480 → "08:00". */
export function clockTime(minute: number): string {
  return CLOCK[minute] ?? "";
}

/** "08:00" → 480, "24:00" → 1440; null for anything else. */
export function parseClockTime(text: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (match === null) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return minute > DAY_MINUTES ? null : minute;
}
