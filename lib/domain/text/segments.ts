import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { septetsOf } from "./alphabet";

export type Encoding = "GSM-7" | "UCS-2";

/** One part of a message as a phone receives it; units are septets or UTF-16 units. */
export type Part = { readonly text: string; readonly units: number };

/** A text as the radio network splits it (3GPP TS 23.040 §9.2.3.24.1). */
export type Segmentation = {
  readonly encoding: Encoding;
  /** Code points. */
  readonly characters: number;
  readonly units: number;
  readonly segments: number;
  readonly parts: readonly Part[];
  /** Units that still fit into the last part. */
  readonly remaining: number;
  /** Characters that force UCS-2, each once, with the place of the first (UTF-16 index). */
  readonly forcedBy: readonly { readonly character: string; readonly index: number }[];
};

export type SegmentRefusal = { readonly code: "text.empty" | "text.too_long" | "text.lone_surrogate" };

// 140 octets a message; a concatenation header with an 8-bit reference takes 6 of them.
const SINGLE: Record<Encoding, number> = { "GSM-7": 160, "UCS-2": 70 };
const CONCATENATED: Record<Encoding, number> = { "GSM-7": 153, "UCS-2": 67 };
const PARTS_MAX = 255;
const FORCED_SHOWN_MAX = 20;

type Sized = { readonly character: string; readonly units: number };

function forcing(text: string): { character: string; index: number }[] {
  const found = new Map<string, number>();
  let index = 0;
  for (const character of text) {
    if (septetsOf(character) === null && !found.has(character) && found.size < FORCED_SHOWN_MAX) found.set(character, index);
    index += character.length;
  }
  return [...found].map(([character, at]) => ({ character, index: at }));
}

/** Fills parts greedily; an escape pair and a surrogate pair stay whole because a character is never split. */
function fill(sized: readonly Sized[], limit: number): Part[] {
  const parts: Part[] = [];
  let text = "";
  let units = 0;
  for (const { character, units: size } of sized) {
    if (units + size > limit) {
      parts.push({ text, units });
      text = "";
      units = 0;
    }
    text += character;
    units += size;
  }
  parts.push({ text, units });
  return parts;
}

/** Splits a text as the radio network does; `parts` join to the text, units add up. */
export function segmentText(text: string): Result<Segmentation, SegmentRefusal> {
  if (text === "") return fail({ code: "text.empty" });
  if (!text.isWellFormed()) return fail({ code: "text.lone_surrogate" });
  const forcedBy = forcing(text);
  const encoding: Encoding = forcedBy.length === 0 ? "GSM-7" : "UCS-2";
  const sized: Sized[] = [];
  let total = 0;
  for (const character of text) {
    const units = encoding === "GSM-7" ? (septetsOf(character) ?? 1) : character.length;
    sized.push({ character, units });
    total += units;
  }
  const limit = total <= SINGLE[encoding] ? SINGLE[encoding] : CONCATENATED[encoding];
  const parts = fill(sized, limit);
  if (parts.length > PARTS_MAX) return fail({ code: "text.too_long" });
  return ok({
    encoding, characters: sized.length, units: total, segments: parts.length, parts,
    remaining: limit - (parts.at(-1)?.units ?? 0), forcedBy,
  });
}
