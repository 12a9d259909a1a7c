const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;

/**
 * "2026-11-26 08:15:00" as carriers in China write it: without a zone, so China Standard Time (UTC+8, no summer time);
 * null where it is no such time.
 */
export function chinaTime(text: string | null): Date | null {
  const parts = text === null ? null : WRITTEN.exec(text);
  if (!parts) return null;
  const iso = `${parts[1] ?? ""}-${parts[2] ?? ""}-${parts[3] ?? ""}T${parts[4] ?? ""}:${parts[5] ?? ""}:${parts[6] ?? ""}+08:00`;
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** The day of an instant in China Standard Time as "20261126". */
export function chinaDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
}
