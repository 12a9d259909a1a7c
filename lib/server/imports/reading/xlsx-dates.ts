import "server-only";
import { readXmlPart } from "./xml";

// Built-in formats that show a date (ECMA-376 part 1, 18.8.30), with the Chinese, Japanese and Korean ones.
const BUILT_IN = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const DAY_MS = 86_400_000;
// 31 December 9999, the last day that Excel shows.
const SERIAL_MAX = 2_958_465;

/** Whether a format shows a day: y or d outside quoted text, [brackets] and \escapes. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, "");
  return !/general/i.test(bare) && /[yde]/i.test(bare) && !/[0#?]/.test(bare);
}

/** For each cell style, whether it shows a date. */
export async function readDateStyles(source: AsyncIterable<Uint8Array>): Promise<readonly boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  await readXmlPart(source, {
    open(name, { numFmtId, formatCode }) {
      if (name === "cellXfs") inCellStyles = true;
      else if (name === "numFmt") formats.set(Number(numFmtId), formatCode ?? "");
      else if (name === "xf" && inCellStyles) {
        const id = Number(numFmtId ?? 0);
        const own = formats.get(id);
        styles.push(own === undefined ? BUILT_IN(id) : isDateFormat(own));
      }
    },
    close(name) {
      if (name === "cellXfs") inCellStyles = false;
    },
  });
  return styles;
}

/** A spreadsheet's day number as YYYY-MM-DD; null for what is no day (a time, a number that merely looks like a date). */
export function serialToDate(serial: number, from1904: boolean): string | null {
  if (!(serial >= 1 && serial < SERIAL_MAX + 1)) return null;
  const day = Math.floor(serial);
  // Excel believes that 29 February 1900 existed: day 60 is that day, and days before it are one later than counted.
  if (!from1904 && day === 60) return null;
  const base = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(base + day * DAY_MS).toISOString().slice(0, 10);
}
