// Offsets of all zones in use change on a quarter of an hour, so one offset holds for the quarter an instant lies in.
const QUARTER = 15 * 60_000;
const CACHED_QUARTERS_MAX = 4_096;

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
