import { CalendarDate, parseAbsolute, toCalendarDate } from "@internationalized/date";

/** What a person may ask the bank for (PIPL 44-50); words in i18n `rights.kind`. */
export const REQUEST_KINDS = ["access", "correction", "erasure", "withdrawal"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ["open", "done", "refused"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** How the request reached the bank; words in i18n `rights.receivedBy`. */
export const RECEIVED_BY = ["counter", "phone", "page", "letter"] as const;
export type ReceivedBy = (typeof RECEIVED_BY)[number];

/** The article that gives each right. */
export const REQUEST_ARTICLES: Readonly<Record<RequestKind, string>> = { access: "45", correction: "46", erasure: "47", withdrawal: "15" };

/**
 * Calendar days within which the bank answers. PIPL 50 says "timely" and names no number: 15 is the bank's own rule, and
 * 30 the outer limit that GB/T 35273-2020 (8.7) recommends, so it cannot be set higher.
 */
export const REQUEST_DAYS = { initial: 15, floor: 1, ceiling: 30 } as const;

/** When a request received at an instant is due: the last millisecond of the n-th calendar day after it, on the bank's clock. */
export function dueAt(receivedAt: Date, days: number, timeZone: string): Date {
  const received = toCalendarDate(parseAbsolute(receivedAt.toISOString(), timeZone));
  const dayAfter = new CalendarDate(received.year, received.month, received.day).add({ days: days + 1 });
  return new Date(dayAfter.toDate(timeZone).getTime() - 1);
}

export type Clock = { readonly state: RequestState; readonly dueAt: Date; readonly closedAt: Date | null };

/** Late: past its day and unanswered, or answered after its day. */
export function isOverdue(request: Clock, now: Date): boolean {
  return (request.closedAt ?? now).getTime() > request.dueAt.getTime();
}

const DAY_MS = 86_400_000;
// Three days leave time for a second person to carry out an erasure.
const SOON_DAYS = 3;

export type Urgency = "overdue" | "soon" | "calm" | "closed";

/** How loudly a request is shown. */
export function urgencyOf(request: Clock, now: Date): Urgency {
  if (request.state !== "open") return "closed";
  if (isOverdue(request, now)) return "overdue";
  return request.dueAt.getTime() - now.getTime() <= SOON_DAYS * DAY_MS ? "soon" : "calm";
}

/** Whole days until the due day, negative once it has passed: the number that people count with. */
export function daysLeft(due: Date, now: Date): number {
  const days = (due.getTime() - now.getTime()) / DAY_MS;
  return days >= 0 ? Math.floor(days) : -Math.ceil(-days);
}

/** Order of the worklist: what waits before what is answered, then the earliest due; ids break ties so that pages never overlap. */
export function byUrgency(a: Clock & { readonly id: string }, b: Clock & { readonly id: string }): number {
  const open = Number(b.state === "open") - Number(a.state === "open");
  return open || a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Four eyes: an erasure cannot be taken back, so whoever wrote it down does not carry it out. */
export function mayErase(actorId: string, request: { readonly openedById: string }): boolean {
  return actorId !== request.openedById;
}

/** The customer number that stands where the real one stood: enough to tell rows apart, nothing to look a person up by. */
export function erasedNumber(customerId: string): string {
  return `erased-${customerId.replaceAll("-", "").slice(-12)}`;
}
