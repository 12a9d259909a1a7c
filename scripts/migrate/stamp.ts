const digits = (at: Date) => at.toISOString().replaceAll(/\D/g, "").slice(0, 14);

/** The timestamp that a new migration's folder starts with: now, but never before the last one, since names give the order. */
export function stamp(now: Date, lastFolder: string): string {
  const last = /^\d{14}/.exec(lastFolder)?.[0] ?? "";
  const stamped = digits(now);
  return stamped > last ? stamped : String(BigInt(last) + 1n);
}
