import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { segmentText } from "@/lib/domain/text/segments";
import { OctetReader, OctetWriter } from "./octets";
import type { Deliver } from "./pdu";

/** Msg_Fmt (QB-GF-028-2003 §8.4.3.1): ASCII, UCS-2, GB. */
export const FORMAT = { ascii: 0, binary: 4, ucs2: 8, gbk: 15 } as const;

function ucs2(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes[index * 2] = unit >> 8;
    bytes[index * 2 + 1] = unit & 0xff;
  }
  return bytes;
}

/** UTF-16 units of one UCS-2 message, and of each part of a longer one beside a header of six octets (140 octets, 3GPP TS 23.040 §9.2.3.24.1). */
const UNITS_SINGLE = 70;
const UNITS_EACH = 67;

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

function cut(text: string): string[] {
  if (text.length <= UNITS_SINGLE) return [text];
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + UNITS_EACH, text.length);
    // A character of two units stays whole.
    if (to < text.length && isHigh(text.charCodeAt(to - 1))) to -= 1;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

export type Part = { readonly content: Uint8Array; readonly format: number; readonly hasHeader: boolean; readonly total: number; readonly number: number };
export type PartsFault = { readonly code: "cmpp.text_empty" | "cmpp.text_too_long" };

/** Pk_total and the header's count are one octet each. */
const PARTS_MAX = 255;

/**
 * A text as the contents of its SUBMITs. Chinese gateways are given UCS-2 for everything, also for plain ASCII, which some of
 * them read as GSM-7 and some as GBK; `asciiAs: "ascii"` sends what fits one ASCII message as Msg_Fmt 0. `reference` (0 to 255)
 * is the same for all parts of a text.
 */
export function partsOf(text: string, reference: number, asciiAs: "ucs2" | "ascii"): Result<readonly Part[], PartsFault> {
  if (text === "") return fail({ code: "cmpp.text_empty" });
  if (asciiAs === "ascii" && text.length <= 140 && /^[\x20-\x7e\r\n]+$/.test(text)) {
    const content = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return ok([{ content, format: FORMAT.ascii, hasHeader: false, total: 1, number: 1 }]);
  }
  const split = segmentText(text);
  // The meter's own parts where it counts UCS-2 as well, so that what was shown is what is sent.
  const pieces = split.ok && split.value.encoding === "UCS-2" ? split.value.parts.map((part) => part.text) : cut(text);
  const total = pieces.length;
  if (total > PARTS_MAX) return fail({ code: "cmpp.text_too_long" });
  if (total === 1) return ok([{ content: ucs2(text), format: FORMAT.ucs2, hasHeader: false, total: 1, number: 1 }]);
  return ok(pieces.map((piece, index) => {
    const body = ucs2(piece);
    const content = new OctetWriter(6 + body.length).u8(5).u8(0).u8(3).u8(reference & 0xff).u8(total).u8(index + 1).octets(body).bytes;
    return { content, format: FORMAT.ucs2, hasHeader: true, total, number: index + 1 };
  }));
}

export type InboundText = { readonly text: string; /** Which part of a longer text it is; null: all of it. */ readonly part: { readonly reference: number; readonly total: number; readonly number: number } | null };

function textOf(format: number, bytes: Uint8Array): string | null {
  if (format === FORMAT.ucs2) return new TextDecoder("utf-16be").decode(bytes);
  if (format === FORMAT.gbk) return new TextDecoder("gbk").decode(bytes);
  if (format === FORMAT.ascii) return String.fromCharCode(...bytes);
  return null;
}

/** What a customer texted, or null for what is no text (a report, a binary message, a header that does not fit). */
export function inboundTextOf(deliver: Deliver): InboundText | null {
  if (deliver.isReport) return null;
  const headerOctets = deliver.hasHeader ? (deliver.content[0] ?? 0) + 1 : 0;
  if (headerOctets > deliver.content.length) return null;
  const text = textOf(deliver.format, deliver.content.subarray(headerOctets));
  return text === null ? null : { text: text.replaceAll("\u0000", ""), part: deliver.hasHeader ? partMark(deliver.content.subarray(1, headerOctets)) : null };
}

/** Concatenation with a reference of one octet (0x00) or two (0x08), 3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8. */
function partMark(elements: Uint8Array): InboundText["part"] {
  for (let at = 0; at + 1 < elements.length;) {
    const [kind, length] = [elements[at] ?? 0, elements[at + 1] ?? 0];
    const reader = new OctetReader(elements.subarray(at + 2, at + 2 + length));
    if (kind === 0 && length === 3) return { reference: reader.u8(), total: reader.u8(), number: reader.u8() };
    if (kind === 8 && length === 4) return { reference: reader.u8() * 256 + reader.u8(), total: reader.u8(), number: reader.u8() };
    at += 2 + length;
  }
  return null;
}
