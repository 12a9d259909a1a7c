import "server-only";
import { parseDate } from "@internationalized/date";
import { environment } from "./env";

let format: Intl.DateTimeFormat | undefined;
const days = new Map<number, string>();
// Offsets of time zones are multiples of a quarter of an hour: within one, the calendar day cannot change twice.
const SLOT_MS = 15 * 60_000;

/** The bank's calendar day of an instant, YYYY-MM-DD: the row of the daily roll-ups that a message counts in for ever. */
export function bankDay(at: Date): string {
  const slot = Math.floor(at.getTime() / SLOT_MS);
  let day = days.get(slot);
  if (day === undefined) {
    format ??= new Intl.DateTimeFormat("sv-SE", { timeZone: environment().BANK_TIME_ZONE, dateStyle: "short" });
    if (days.size > 20_000) days.clear();
    days.set(slot, (day = format.format(at)));
  }
  return day;
}

/** The last millisecond of a day (YYYY-MM-DD) of the bank's zone: what is good "until the 31st" is good all of the 31st. */
export function endOfBankDay(day: string): Date {
  return new Date(parseDate(day).add({ days: 1 }).toDate(environment().BANK_TIME_ZONE).getTime() - 1);
}

/** The first millisecond of a day (YYYY-MM-DD) of the bank's zone. */
export function startOfBankDay(day: string): Date {
  return parseDate(day).toDate(environment().BANK_TIME_ZONE);
}
