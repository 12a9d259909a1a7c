import { exempt, isoOf, pass, withhold, type Ask } from "./answer";
import type { HistoryFact } from "./facts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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

/** Messages of all purposes together; warnings of fraud count for nothing here. */
export const askTotalCap: Ask<"total_cap"> = (row, { history }, { now }) => {
  const { perDay, perWeek } = row.params;
  if (perDay === null && perWeek === null) return exempt();
  let day = 0;
  let week = 0;
  for (const one of history) {
    if (one.purpose === "risk") continue;
    const age = now.getTime() - one.at.getTime();
    if (age < DAY) day += 1;
    if (age < 7 * DAY) week += 1;
  }
  if (perDay !== null && day >= perDay) return withhold({ window: "day", limit: perDay, count: day });
  if (perWeek !== null && week >= perWeek) return withhold({ window: "week", limit: perWeek, count: week });
  return pass({ day, week });
};

/** Campaigns about one thing count together. */
export const askFamilyCap: Ask<"family_cap"> = (row, { family, history }, { now }) => {
  const { perMonth } = row.params;
  if (perMonth === null || family === null) return exempt();
  let count = 0;
  for (const one of history) if (one.family === family && now.getTime() - one.at.getTime() < 30 * DAY) count += 1;
  return count >= perMonth ? withhold({ family, limit: perMonth, count }) : pass({ family, count });
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
    if (same !== null) return withhold({ of: "content", hours: contentHours, at: isoOf(same.at.getTime()) });
  }
  if (templateHours > 0) {
    const same = latestWithin(
      history,
      instant - templateHours * HOUR,
      (one) => one.templateKey === templateKey && one.purpose === purpose,
    );
    if (same !== null) return withhold({ of: "template", hours: templateHours, at: isoOf(same.at.getTime()) });
  }
  return pass();
};
