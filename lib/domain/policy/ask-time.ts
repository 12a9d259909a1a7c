import { exempt, isoOf, pass, withhold, type Answer, type Ask } from "./answer";
import { isPublicHoliday } from "./holidays";
import { clockTime, nextOpening, opensByRule, quietByWish, type SendingHours } from "./hours";
import type { QuietHours } from "./facts";
import type { RuleParams } from "./rules";
import { isTimeZone, localDay, minuteOfDay, startOfNextDay } from "./zone";

// Zones lie at most 26 hours apart: the hour at which all are open is found in a few steps or never.
const STEPS_MAX = 8;

const INSTANTS_MAX = 16;

/** The first instant, from `instant` on, at which it is an open hour in every one of the zones; null: there is none. */
function openingInAll(
  instant: number,
  zones: readonly string[],
  hours: SendingHours,
  quiet: QuietHours | null,
): number | null {
  let at = instant;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    let latest = at;
    for (const zone of zones) {
      const opening = nextOpening(at, zone, hours, quiet);
      if (opening === null) return null;
      if (opening > latest) latest = opening;
    }
    if (latest === at) return at;
    at = latest;
  }
  return null;
}

function answerHours(
  params: RuleParams["quiet_hours"],
  timeZone: string,
  quiet: QuietHours | null,
  instant: number,
  packZones: readonly string[],
): Answer {
  const known = isTimeZone(timeZone);
  const zone = known ? timeZone : (packZones[0] ?? "UTC");
  const minute = minuteOfDay(zone, instant);
  const seen = { local: clockTime(minute), zone, from: clockTime(params.fromMinute), to: clockTime(params.toMinute) };
  const ruleOpen = opensByRule(minute, params);
  const wishQuiet = quietByWish(minute, quiet);
  const everywhere = known || packZones.length < 2;
  if (ruleOpen && !wishQuiet && (everywhere || openingInAll(instant, packZones, params, quiet) === instant))
    return pass(seen);
  const by = wishQuiet ? (ruleOpen ? "customer" : "both") : "rule";
  const own = {
    ownFrom: quiet === null ? "" : clockTime(quiet.fromMinute),
    ownTo: quiet === null ? "" : clockTime(quiet.toMinute),
  };
  const until = everywhere
    ? nextOpening(instant, zone, params, quiet)
    : openingInAll(instant, packZones, params, quiet);
  if (until === null) return withhold({ ...seen, ...own, by: "never" });
  return { outcome: "wait", until, evidence: { ...seen, ...own, by, until: isoOf(until) } };
}

type Asked = { instant: number; readonly answers: Map<string, Answer> };
const asked = new WeakMap<object, Asked[]>();

/** Answers of this row at this instant so far: a batch is asked about at one instant, and a wait at its end. */
function answersAt(row: object, instant: number): Map<string, Answer> {
  let pages = asked.get(row);
  if (pages === undefined) asked.set(row, (pages = []));
  for (const page of pages) if (page.instant === instant) return page.answers;
  const page = { instant, answers: new Map<string, Answer>() };
  // The newest instants only: time does not come back.
  if (pages.unshift(page) > INSTANTS_MAX) pages.pop();
  return page.answers;
}

/** Messages wait for the hours that the rule and the customer both allow, in every zone that may be the customer's. */
export const askQuietHours: Ask<"quiet_hours"> = (row, { customer }, { now, packZones }) => {
  const { params } = row;
  if (params.exempt) return exempt();
  const quiet = params.ownHours ? customer.preferences.quietHours : null;
  const instant = now.getTime();
  const answers = answersAt(row, instant);
  const wish = quiet === null ? customer.timeZone : `${customer.timeZone} ${quiet.fromMinute} ${quiet.toMinute}`;
  const known = answers.get(wish);
  if (known !== undefined) return known;
  const answer = answerHours(params, customer.timeZone, quiet, instant, packZones);
  answers.set(wish, answer);
  return answer;
};

// The longest run of days off is under two weeks; a calendar that never ends is a broken one.
const DAYS_OFF_MAX = 21;

/** Nothing leaves on public holidays of the pack, by the customer's own calendar day. */
export const askHolidays: Ask<"holidays"> = (row, { customer }, { now, packZones, calendar }) => {
  if (!row.params.closed || calendar === null) return exempt();
  const fallback = packZones[0] ?? "UTC";
  const zone = isTimeZone(customer.timeZone) ? customer.timeZone : fallback;
  let at = now.getTime();
  const today = localDay(zone, fallback, at);
  if (!isPublicHoliday(calendar, today)) return pass();
  for (let day = 0; day < DAYS_OFF_MAX; day += 1) {
    at = startOfNextDay(zone, at);
    if (!isPublicHoliday(calendar, localDay(zone, fallback, at)))
      return { outcome: "wait", until: at, evidence: { day: today, until: isoOf(at) } };
  }
  return withhold({ day: today });
};
