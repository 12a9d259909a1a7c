/**
 * A number as carriers in China write it ("13800138000", "8613800138000", "0086…", "+86…") or with another country's code in
 * front, in E.164 form; null where it cannot be one (ITU-T E.164: at most fifteen digits).
 */
export function toE164(raw: string): string | null {
  const compact = raw.replace(/[\s-]/g, "");
  if (/^1[3-9]\d{9}$/.test(compact)) return `+86${compact}`;
  const digits = compact.replace(/^(?:\+|00)/, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
}

/** Whether a number in E.164 form belongs to the Chinese mainland. */
export function isMainland(e164: string): boolean {
  return e164.startsWith("+86");
}
