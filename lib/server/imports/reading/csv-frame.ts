import "server-only";

/**
 * Where the record that begins at `from` ends. `broken`: a quotation mark is not closed, or text follows a closed one;
 * only the first line is given up and the next line is read as a record of its own, so that one stray quotation mark
 * costs one row and not the rest of the file. `more`: the text at hand ends too early to tell.
 */
export type Frame =
  { readonly kind: "record" | "broken"; readonly end: number; readonly lines: number } | { readonly kind: "more" };

export type FrameOptions = {
  readonly delimiter: string;
  /** Cells in the header, once that is read. */
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

const marks = (line: string | undefined) => (line ?? "").split('"').length - 1;

// Two stray marks, one further down than the other, look like one cell of several lines. They are told apart by lines
// that are whole rows by themselves: in between without any mark, or the first and the last with one stray mark each.
function swallowsRows(record: string, cells: number, { width, delimiter }: FrameOptions): boolean {
  if (width === null || width < 2) return false;
  const lines = record.trimEnd().split("\n");
  const isRow = (line: string | undefined) => (line ?? "").split(delimiter).length === width;
  if (cells !== width) return lines.slice(1).some(isRow);
  const strayEnds = [lines[0], lines.at(-1)].every((line) => isRow(line) && marks(line) === 1);
  return lines.length > 1 && (strayEnds || lines.slice(1, -1).some((line) => isRow(line) && marks(line) === 0));
}

/** Finds the end of a record whose first line contains a quotation mark; rows without any are found faster by their line break. */
export function frameQuoted(text: string, from: number, options: FrameOptions): Frame {
  const { delimiter, final, characters } = options;
  const tooLong = text.length - from > characters;
  const ended = (end: number, cells: number): Frame => {
    const record = text.slice(from, end);
    const lines = record.split("\n").length - (record.endsWith("\n") ? 1 : 0);
    return lines > 1 && swallowsRows(record, cells, options)
      ? breakOff(text, from, final)
      : { kind: "record", end, lines };
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
