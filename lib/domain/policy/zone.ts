// Offsets of all zones in use change on a quarter of an hour, so one offset holds for the quarter an instant lies in.
const QUARTER = 15 * 60_000;
const CACHED_QUARTERS_MAX = 4_096;
// There are some six hundred zones; other names come from outside and must not fill the memory.
const CACHED_ZONES_MAX = 1_024;

type Zone = { readonly format: Intl.DateTimeFormat; readonly offsets: Map<number, number> };

const zones = new Map<string, Zone | null>();

function openZone(timeZone: string): Zone | null {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    return { format, offsets: new Map() };
  } catch (error) {
    // The only thing Intl refuses here is a zone it does not know.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function zoneOf(timeZone: string): Zone | null {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  if (zones.size >= CACHED_ZONES_MAX) zones.clear();
  const opened = openZone(timeZone);
  zones.set(timeZone, opened);
  return opened;
}

/** Whether the machine knows the zone by this IANA name. */
export function isTimeZone(timeZone: string): boolean {
  return zoneOf(timeZone) !== null;
}

function measureOffset(format: Intl.DateTimeFormat, instant: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Milliseconds by which wall clocks of the zone are ahead of UTC at an instant; the zone must be a known one. */
export function offsetAt(timeZone: string, instant: number): number {
  const zone = zoneOf(timeZone);
  if (zone === null) throw new RangeError(`unknown time zone ${timeZone}`);
  const quarter = Math.floor(instant / QUARTER);
  const cached = zone.offsets.get(quarter);
  if (cached !== undefined) return cached;
  if (zone.offsets.size >= CACHED_QUARTERS_MAX) zone.offsets.clear();
  const offset = measureOffset(zone.format, quarter * QUARTER);
  zone.offsets.set(quarter, offset);
  return offset;
}

/** Minutes after midnight on the zone's wall clock. */
export function minuteOfDay(timeZone: string, instant: number): number {
  const wallMinute = Math.floor((instant + offsetAt(timeZone, instant)) / 60_000);
  return ((wallMinute % 1440) + 1440) % 1440;
}

const days = new Map<number, string>();

/** The calendar day (YYYY-MM-DD) on the zone's wall clock, or on the fallback's where the zone is unknown. */
export function localDay(timeZone: string, fallback: string, instant: number): string {
  const zone = isTimeZone(timeZone) ? timeZone : fallback;
  const day = Math.floor((instant + offsetAt(zone, instant)) / 86_400_000);
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= CACHED_QUARTERS_MAX) days.clear();
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}

/** The instant at which the zone's next calendar day begins. */
export function startOfNextDay(timeZone: string, instant: number): number {
  const day = Math.floor((instant + offsetAt(timeZone, instant)) / 86_400_000);
  const midnight = (day + 1) * 86_400_000;
  const first = midnight - offsetAt(timeZone, instant);
  // Where clocks change in between, the offset at the end is the one that counts.
  return midnight - offsetAt(timeZone, first);
}
