import "server-only";
import { parse } from "csv-parse/sync";
import { frameQuoted, type FrameOptions } from "./csv-frame";
import { FileProblem } from "./file-problem";

export type RawRow = { readonly line: number; readonly cells: string[] };

export type CsvOptions = { readonly delimiter: string; readonly characters: number };

function toCells(text: string, delimiter: string): string[][] {
  return parse(text, {
    delimiter,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    relax_quotes: true,
    bom: false,
  });
}

/** What is read of one piece of text: whole records, in order, and where the rest begins. */
class CsvReader {
  private width: number | null = null;
  private line = 1;

  constructor(private readonly options: CsvOptions) {}

  // A run of sound records is cut into cells at once; a broken one is a row of one cell: its first line, as it stands.
  *read(text: string, final: boolean): Generator<RawRow, number> {
    let soundFrom = 0;
    let position = 0;
    let quote = text.indexOf('"');
    while (position < text.length) {
      if (quote !== -1 && quote < position) quote = text.indexOf('"', position);
      const lineEnd = text.indexOf("\n", position);
      const plain = quote === -1 || (lineEnd !== -1 && quote > lineEnd);
      if (plain && lineEnd === -1 && !final) break;
      if (plain) {
        position = lineEnd === -1 ? text.length : lineEnd + 1;
      } else {
        const options: FrameOptions = { ...this.options, width: this.width, final };
        const frame = frameQuoted(text, position, options);
        if (frame.kind === "more") break;
        if (frame.kind === "broken") {
          yield* this.sound(text.slice(soundFrom, position));
          yield { line: this.line, cells: [text.slice(position, frame.end).replace(/\r?\n$/, "")] };
          this.line += 1;
          soundFrom = frame.end;
        }
        position = frame.end;
      }
      if (this.width === null && position > soundFrom) {
        yield* this.sound(text.slice(soundFrom, position));
        soundFrom = position;
      }
    }
    yield* this.sound(text.slice(soundFrom, position));
    if (text.length - position > 4 * this.options.characters)
      throw new FileProblem("import.row_too_long", { line: this.line });
    return position;
  }

  private *sound(text: string): Generator<RawRow> {
    if (text === "") return;
    for (const cells of toCells(text, this.options.delimiter)) {
      if (this.width === null && cells.length > 1) this.width = cells.length;
      yield { line: this.line, cells };
      this.line += 1;
    }
  }
}

/**
 * The rows of delimited text, numbered as a spreadsheet numbers them: empty rows count, a cell with line breaks is one
 * row. Pulls the next piece of text only when all rows of the last one are taken.
 */
export async function* csvRows(source: AsyncIterable<string>, options: CsvOptions): AsyncGenerator<RawRow> {
  const reader = new CsvReader(options);
  let pending = "";
  for await (const piece of source) {
    pending += piece;
    const done = yield* reader.read(pending, false);
    pending = pending.slice(done);
  }
  yield* reader.read(pending, true);
}
