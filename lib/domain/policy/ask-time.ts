import { exempt, pass, withhold, type Ask } from "./answer";
import type { HistoryFact } from "./facts";
import { clockTime, nextOpening, opensByRule, quietByWish } from "./hours";
import { isTimeZone, minuteOfDay } from "./zone";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Messages wait for the hours that the rule and the customer both allow. */
export const askQuietHours: Ask<"quiet_hours"> = (row, { customer }, { now, packTimeZone }) => {
  const { params } = row;
  if (params.exempt) return exempt();
  const zone = isTimeZone(customer.timeZone) ? customer.timeZone : packTimeZone;
  const quiet = params.ownHours ? customer.preferences.quietHours : null;
  const instant = now.getTime();
  const minute = minuteOfDay(zone, instant);
  const seen = { local: clockTime(minute), zone, from: clockTime(params.fromMinute), to: clockTime(params.toMinute) };
  const ruleOpen = opensByRule(minute, params);
  const wishQuiet = quietByWish(minute, quiet);
  if (ruleOpen && !wishQuiet) return pass(seen);
  const by = ruleOpen ? "customer" : wishQuiet ? "both" : "rule";
  const own = {
    ownFrom: quiet === null ? "" : clockTime(quiet.fromMinute),
    ownTo: quiet === null ? "" : clockTime(quiet.toMinute),
  };
  const until = nextOpening(instant, zone, params, quiet);
  if (until === null) return withhold({ ...seen, ...own, by: "never" });
  return { outcome: "wait", until, evidence: { ...seen, ...own, by, until: new Date(until).toISOString() } };
};

const WINDOWS = [
  { name: "day", length: DAY, cap: "perDay" },
  { name: "week", length: 7 * DAY, cap: "perWeek" },
  { name: "month", length: 30 * DAY, cap: "perMonth" },
] as const;

/** Rolling windows, not calendar ones: midnight gives nobody a second message. */
export const askFrequencyCap: Ask<"frequency_cap"> = (row, { purpose, history }, { now }) => {
  const { params } = row;
  if (params.perDay === null && params.perWeek === null && params.perMonth === null) return exempt();
  const counts = { day: 0, week: 0, month: 0 };
  const instant = now.getTime();
  for (const one of history) {
    if (one.purpose !== purpose) continue;
    // A message dated after `now` counts in every window: clocks of two machines may differ.
    const age = instant - one.at.getTime();
    if (age < DAY) counts.day += 1;
    if (age < 7 * DAY) counts.week += 1;
    if (age < 30 * DAY) counts.month += 1;
  }
  for (const { name, cap } of WINDOWS) {
    const limit = params[cap];
    if (limit !== null && counts[name] >= limit) return withhold({ purpose, window: name, limit, count: counts[name] });
  }
  return pass(counts);
};

function latestWithin(
  history: readonly HistoryFact[],
  since: number,
  matches: (one: HistoryFact) => boolean,
): HistoryFact | null {
  let latest: HistoryFact | null = null;
  for (const one of history) {
    if (one.at.getTime() > since && matches(one) && (latest === null || one.at > latest.at)) latest = one;
  }
  return latest;
}

/** The same words, or the same template, do not reach a customer again within the window. */
export const askDuplicate: Ask<"duplicate"> = (row, { history, contentHash, templateKey, purpose }, { now }) => {
  const { contentHours, templateHours } = row.params;
  if (contentHours === 0 && templateHours === 0) return exempt();
  const instant = now.getTime();
  if (contentHours > 0 && contentHash !== null) {
    const same = latestWithin(history, instant - contentHours * HOUR, (one) => one.contentHash === contentHash);
    if (same !== null) return withhold({ of: "content", hours: contentHours, at: same.at.toISOString() });
  }
  if (templateHours > 0) {
    const same = latestWithin(
      history,
      instant - templateHours * HOUR,
      (one) => one.templateKey === templateKey && one.purpose === purpose,
    );
    if (same !== null) return withhold({ of: "template", hours: templateHours, at: same.at.toISOString() });
  }
  return pass();
};
