/** A text made comparable, with the place in the original of each of its characters. */
export type Folded = { readonly text: string; readonly origin: readonly number[] };

// Zero-width and bidirectional controls, soft hyphen, variation selectors: invisible, used to hide words from checks.
const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/u;

/** Digits, small letters and the common Chinese characters (U+4E00–9FFF) are their own folding: nearly all of every text. */
function isPlain(character: string): boolean {
  const code = character.charCodeAt(0);
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
}

let last: { readonly text: string; readonly folded: Folded } | null = null;

/** NFKC without invisible characters, in lower case; `origin` maps each UTF-16 unit back to the original text. */
export function foldForScan(text: string): Folded {
  // One text is looked through for several things in a row: it is folded once.
  if (last?.text !== text) last = { text, folded: fold(text) };
  return last.folded;
}

function fold(text: string): Folded {
  let folded = "";
  const origin: number[] = [];
  let index = 0;
  for (const character of text) {
    if (isPlain(character)) {
      origin.push(index);
      folded += character;
    } else if (!INVISIBLE.test(character)) {
      const plain = character.normalize("NFKC").toLowerCase();
      for (let unit = 0; unit < plain.length; unit += 1) origin.push(index);
      folded += plain;
    }
    index += character.length;
  }
  origin.push(index);
  return { text: folded, origin };
}

/** Drops what people put between digits to make numbers readable, so that "6222-0200 …" is one number. */
export function withoutSeparators(folded: Folded): Folded {
  let text = "";
  const origin: number[] = [];
  for (let unit = 0; unit < folded.text.length; unit += 1) {
    const character = folded.text[unit] ?? "";
    const between = /[\s\-._·]/.test(character) && /\d/.test(folded.text[unit - 1] ?? "") && /\d/.test(folded.text[unit + 1] ?? "");
    if (between) continue;
    text += character;
    origin.push(folded.origin[unit] ?? 0);
  }
  origin.push(folded.origin.at(-1) ?? 0);
  return { text, origin };
}

/** The range of the original text that a range of the folded one came from. */
export function originalRange(folded: Folded, from: number, to: number): { readonly from: number; readonly to: number } {
  const start = folded.origin[from] ?? 0;
  const last = folded.origin[to - 1] ?? start;
  const end = folded.origin.slice(to).find((at) => at > last) ?? last + 1;
  return { from: start, to: end };
}
