import "server-only";
import { openWindow } from "./byte-window";
import { FileProblem } from "./file-problem";

export type Encoding = "UTF-8" | "UTF-16LE" | "UTF-16BE" | "GB18030";
export type DecodedText = { readonly encoding: Encoding; readonly text: AsyncIterable<string> };

const WINDOW = 64 * 1024;
const LOST = "\ufffd";
// A few characters may be damaged (columns cut in the middle of a character are common); more mean another encoding.
const DAMAGE_MAX = 0.02;

function damage(bytes: Uint8Array, encoding: Encoding): number {
  // `stream`: the window may end in the middle of a character, which is no damage.
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  let foreign = 0;
  let lost = 0;
  for (const character of text) {
    if (character > "\u007f") foreign += 1;
    if (character === LOST) lost += 1;
  }
  return foreign === 0 ? 0 : lost / foreign;
}

function byMark(start: Uint8Array): Encoding | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return "UTF-8";
  if (start[0] === 0xff && start[1] === 0xfe) return "UTF-16LE";
  if (start[0] === 0xfe && start[1] === 0xff) return "UTF-16BE";
  return null;
}

// Text without a mark in UTF-16 has a zero in every other byte of its digits, commas and line breaks.
function byZeros(start: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < start.length; index += 1) {
    if (start[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd === 0) return null;
  if (odd > start.length / 20 && odd > 4 * even) return "UTF-16LE";
  if (even > start.length / 20 && even > 4 * odd) return "UTF-16BE";
  throw new FileProblem("import.not_a_table");
}

function guess(bytes: Uint8Array): Encoding {
  const asUtf8 = damage(bytes, "UTF-8");
  if (asUtf8 === 0) return "UTF-8";
  const asGb = damage(bytes, "GB18030");
  if (Math.min(asUtf8, asGb) > DAMAGE_MAX) throw new FileProblem("import.encoding_unknown");
  return asUtf8 <= asGb ? "UTF-8" : "GB18030";
}

const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80);

// Node's own decoder, and not iconv-lite: its streaming GB18030 decoder (0.7.3) garbles four-byte characters that fall
// on the border of two chunks. See docs/decisions/xlsx-reading.md.
async function* decodeWith(source: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

// A file that begins in plain ASCII says nothing of its encoding until the first other character.
async function* decodeLate(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      if (isAscii(next.value)) {
        yield Buffer.from(next.value).toString("latin1");
        continue;
      }
      const first = next.value;
      const rest = (async function* () {
        yield first;
        for (let more = await chunks.next(); !more.done; more = await chunks.next()) yield more.value;
      })();
      const window = await openWindow(rest, WINDOW);
      yield* decodeWith(window.all, guess(window.start));
      return;
    }
  } finally {
    await chunks.return?.();
  }
}

/** Recognises UTF-8, UTF-16 and GB18030, with or without a byte order mark, and decodes as the bytes come. */
export async function decodeText(source: AsyncIterable<Uint8Array>): Promise<DecodedText> {
  const { start, all } = await openWindow(source, WINDOW);
  const known = byMark(start) ?? byZeros(start);
  if (known) return { encoding: known, text: decodeWith(all, known) };
  if (isAscii(start)) return { encoding: "UTF-8", text: decodeLate(all) };
  const encoding = guess(start);
  return { encoding, text: decodeWith(all, encoding) };
}
