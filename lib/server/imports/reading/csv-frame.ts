import "server-only";

/**
 * Where the record that begins at `from` ends. `broken`: a quotation mark is not closed, or text follows a closed one;
 * only the first line is given up and the next line is read as a record of its own, so that one stray quotation mark
 * costs one row and not the rest of the file. `more`: the text at hand ends too early to tell.
 */
export type Frame = { readonly kind: "record" | "broken"; readonly end: number; readonly lines: number } | { readonly kind: "more" };

export type FrameOptions = {
  readonly delimiter: string;
  /** Cells in the header; a record of several lines that has another number may be rows swallowed by a stray mark. */
  readonly width: number | null;
  readonly characters: number;
  /** No more text will come. */
  readonly final: boolean;
};

const MORE: Frame = { kind: "more" };

function breakOff(text: string, from: number, final: boolean): Frame {
  const end = text.indexOf("\n", from);
  if (end !== -1) return { kind: "broken", end: end + 1, lines: 1 };
  return final ? { kind: "broken", end: text.length, lines: 1 } : MORE;
}

// The place of the mark that closes a cell, or what hinders.
function findClose(text: string, from: number, final: boolean): number | "more" | "never" {
  let close = text.indexOf('"', from);
  while (close !== -1) {
    if (close + 1 >= text.length) return final ? close : "more";
    if (text[close + 1] !== '"') return close;
    close = text.indexOf('"', close + 2);
  }
  return final ? "never" : "more";
}

function swallowsRows(record: string, options: FrameOptions): boolean {
  const later = record.split("\n").slice(1);
  return later.some((line) => line.split(options.delimiter).length === options.width);
}

/** Finds the end of a record whose first line contains a quotation mark; rows without any are found faster by their line break. */
export function frameQuoted(text: string, from: number, options: FrameOptions): Frame {
  const { delimiter, final, characters } = options;
  const tooLong = text.length - from > characters;
  const ended = (end: number, cells: number): Frame => {
    const record = text.slice(from, end);
    const lines = record.split("\n").length - (record.endsWith("\n") ? 1 : 0);
    const broken = lines > 1 && options.width !== null && cells !== options.width && swallowsRows(record, options);
    return broken ? breakOff(text, from, final) : { kind: "record", end, lines };
  };

  let cells = 1;
  let start = from;
  let lineEnd = -1;
  for (;;) {
    if (text[start] === '"') {
      const close = findClose(text, start + 1, final);
      if (close === "never" || (close === "more" && tooLong)) return breakOff(text, from, final);
      if (close === "more") return MORE;
      if (close - from > characters) return breakOff(text, from, final);
      const after = text[close + 1];
      if (after === undefined) return ended(text.length, cells);
      if (after === "\n") return ended(close + 2, cells);
      if (after === "\r" && close + 2 >= text.length) return final ? ended(text.length, cells) : MORE;
      if (after === "\r" && text[close + 2] === "\n") return ended(close + 3, cells);
      if (after !== delimiter) return breakOff(text, from, final);
      start = close + 2;
    } else {
      if (lineEnd < start) lineEnd = text.indexOf("\n", start);
      const next = text.indexOf(delimiter, start);
      if (next !== -1 && (lineEnd === -1 || next < lineEnd)) start = next + 1;
      else if (lineEnd !== -1) return ended(lineEnd + 1, cells);
      else return final ? ended(text.length, cells) : MORE;
    }
    cells += 1;
  }
}
