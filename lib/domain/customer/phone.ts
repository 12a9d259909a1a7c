import parsePhoneNumber from "libphonenumber-js/max";
import { fail, ok, type Result } from "@/lib/domain/shared/result";

export type PhoneRefusal = {
  readonly code:
    | "phone.empty"
    | "phone.several"
    | "phone.characters"
    | "phone.service_number"
    | "phone.foreign"
    | "phone.satellite"
    | "phone.fictitious"
    | "phone.not_mobile";
};

// Full-width digits and signs become plain by NFKC; every dash that spreadsheets put between digits becomes "-".
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63]/g;
const SEPARATORS = /[\s\-().]/g;

// 154, 164 and 194 are given to nobody (domain.md §7): a demonstration's customers have them, a real bank's never.
const FICTITIOUS = /^1(?:54|64|94)\d{8}$/;
// 1349 and 1740x belong to satellite phones: a text there is charged by the minute of sky and seldom arrives.
const SATELLITE = /^(?:1349\d{7}|1740[0-5]\d{6})$/;
// Ports of service providers (106…) parse as landlines of Beijing.
const SERVICE_PORT = /^106\d*$/;

function toInternational(digits: string): string {
  if (digits.startsWith("+")) return digits;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  if (/^861\d{10}$/.test(digits)) return `+${digits}`;
  return `+86${digits}`;
}

/** A mainland mobile number as people write it, in E.164; a demonstration also takes numbers that no real phone has. */
export function parseMobile(input: string, context: { readonly demo: boolean }): Result<string, PhoneRefusal> {
  const written = input.normalize("NFKC").replace(INVISIBLE, "").replace(DASHES, "-").trim();
  if (written === "") return fail({ code: "phone.empty" });
  if (/\d{7}[^\d]*[;,、/|\n][^\d]*\d{7}/.test(written.replace(/[ -]/g, ""))) return fail({ code: "phone.several" });
  const digits = written.replace(SEPARATORS, "");
  if (!/^\+?\d+$/.test(digits)) return fail({ code: "phone.characters" });

  const international = toInternational(digits);
  if (!international.startsWith("+86")) return fail({ code: "phone.foreign" });
  const national = international.slice(3);
  if (SERVICE_PORT.test(national)) return fail({ code: "phone.service_number" });
  if (SATELLITE.test(national)) return fail({ code: "phone.satellite" });
  if (FICTITIOUS.test(national)) return context.demo ? ok(international) : fail({ code: "phone.fictitious" });

  const parsed = parsePhoneNumber(international, { defaultCountry: "CN", extract: false });
  if (!parsed?.isValid() || parsed.country !== "CN" || parsed.getType() !== "MOBILE" || parsed.ext !== undefined) {
    return fail({ code: "phone.not_mobile" });
  }
  return ok(parsed.number);
}
