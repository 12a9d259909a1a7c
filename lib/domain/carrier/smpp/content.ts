import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { segmentText } from "@/lib/domain/text/segments";
import { GSM_CODES } from "@/lib/domain/text/alphabet";

/** data_coding: the SMSC's default alphabet, taken to be GSM 03.38, and UCS-2 (SMPP 3.4 §5.2.19). */
export const DATA_CODING = { gsm: 0, ucs2: 8 } as const;

/** How texts of several segments are marked: a header in the text, three parameters beside it, or the whole in one message_payload. */
export const LONG_MESSAGES = ["udh", "sar", "payload"] as const;
export type LongMessages = (typeof LONG_MESSAGES)[number];

/** One submit_sm of a text. */
export type SmppPart = { readonly octets: Uint8Array; readonly dataCoding: number; readonly hasHeader: boolean; readonly total: number; readonly number: number; readonly isPayload: boolean };
export type SmppPartsFault = { readonly code: "smpp.text_empty" | "smpp.text_too_long" | "smpp.text_broken" };

/** Septets unpacked, one in each octet, as SMPP carries the default alphabet; a character of the extension table takes the escape and one more. */
function gsmOctets(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((character) => GSM_CODES.get(character) ?? []));
}

function ucs2Octets(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index += 1) {
    octets[index * 2] = text.charCodeAt(index) >> 8;
    octets[index * 2 + 1] = text.charCodeAt(index) & 0xff;
  }
  return octets;
}

/** message_payload: at most 64 KiB less than its tag and length; nobody takes that much. */
const PAYLOAD_OCTETS_MAX = 2_000;

/** A text as its submit_sm: the parts that the meter shows, in the alphabet that the meter counts. `reference` (0 to 255) is the same for all parts. */
export function smppParts(text: string, reference: number, longMessages: LongMessages): Result<readonly SmppPart[], SmppPartsFault> {
  if (text === "") return fail({ code: "smpp.text_empty" });
  const split = segmentText(text);
  if (!split.ok) return fail({ code: split.error.code === "text.lone_surrogate" ? "smpp.text_broken" : "smpp.text_too_long" });
  const { encoding, parts } = split.value;
  const [octetsOf, dataCoding] = encoding === "GSM-7" ? [gsmOctets, DATA_CODING.gsm] as const : [ucs2Octets, DATA_CODING.ucs2] as const;
  const total = parts.length;
  if (total === 1) return ok([{ octets: octetsOf(text), dataCoding, hasHeader: false, total: 1, number: 1, isPayload: false }]);
  if (longMessages === "payload") {
    const octets = octetsOf(text);
    return octets.length > PAYLOAD_OCTETS_MAX ? fail({ code: "smpp.text_too_long" }) : ok([{ octets, dataCoding, hasHeader: false, total: 1, number: 1, isPayload: true }]);
  }
  return ok(parts.map((part, index): SmppPart => {
    const body = octetsOf(part.text);
    const head = longMessages === "udh" ? [5, 0, 3, reference & 0xff, total, index + 1] : [];
    return { octets: Uint8Array.from([...head, ...body]), dataCoding, hasHeader: longMessages === "udh", total, number: index + 1, isPayload: false };
  }));
}
