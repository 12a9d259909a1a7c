// Mobile numbers of the mainland: 11 digits, 1 and then 3 to 9 (MIIT numbering plan).
const NATIONAL = /^1[3-9]\d{9}$/;

/**
 * An E.164 number as Dest_terminal_Id, 11 digits or 13 with 86 in front; null for any but a mobile number of the mainland:
 * a gateway reads 11 digits that begin with 1 as one, so that a text for +1 312 555 0123 would reach a stranger in China.
 */
export function toTerminal(e164: string, format: "national" | "international"): string | null {
  const national = e164.startsWith("+86") ? e164.slice(3) : "";
  if (!NATIONAL.test(national)) return null;
  return format === "national" ? national : `86${national}`;
}

/** Src_terminal_Id of a DELIVER (1…, 86…, 0086… or +86…) as E.164; null for what names no phone. */
export function fromTerminal(source: string): string | null {
  if (!/^\+?\d{3,20}$/.test(source)) return null;
  const digits = source.replace(/^\+|^00/, "");
  return NATIONAL.test(digits) ? `+86${digits}` : `+${digits}`;
}
