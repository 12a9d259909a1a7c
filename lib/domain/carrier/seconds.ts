// A day: whatever says more is no length of a call.
const SECONDS_MAX = 86_400;

/** "12" or "12秒" as carriers write the length of a call; null where it is none. */
export function secondsOf(text: string | null | undefined): number | null {
  const digits = /^(\d{1,6})(?:秒)?$/.exec(text?.trim() ?? "")?.[1];
  const seconds = digits === undefined ? null : Number(digits);
  return seconds !== null && seconds <= SECONDS_MAX ? seconds : null;
}
