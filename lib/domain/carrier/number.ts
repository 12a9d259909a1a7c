import parsePhoneNumber from "libphonenumber-js/min";

/** Country (ISO 3166-1 alpha-2) and digits after the country code of a number in E.164, for routes; null where it is no such number. */
export function routeNumber(e164: string): { readonly country: string; readonly national: string } | null {
  // Nearly all of them, and told without a table: +86 is the mainland alone (ITU-T E.164, list of codes).
  if (e164.startsWith("+86")) return { country: "CN", national: e164.slice(3) };
  const parsed = parsePhoneNumber(e164, { extract: false });
  return parsed?.country === undefined ? null : { country: parsed.country, national: parsed.nationalNumber };
}
