import { fail, ok, type Result } from "@/lib/domain/shared/result";

export type BirthDateRefusal = {
  readonly code: "birth_date.unreadable" | "birth_date.impossible" | "birth_date.future";
};

// Year first, as China and ISO 8601 write it. Day-first and month-first dates cannot be told apart, so none is guessed.
const SHAPES = [
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
// Spreadsheets and databases write a date as midnight of that day.
const MIDNIGHT = /[T ]+0{1,2}:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
// The oldest person whose age was ever proved lived 122 years: what is older is a placeholder such as 1900-01-01.
const AGE_MAX = 125;
// Today is already tomorrow in the earliest zone.
const EARLIEST_ZONE_MS = 14 * 3_600_000;

function readParts(text: string): readonly [number, number, number] | null {
  for (const shape of SHAPES) {
    const found = shape.exec(text);
    if (!found) continue;
    const [year, month, day] = found
      .slice(1)
      .filter((part) => /^\d+$/.test(part))
      .map(Number);
    if (year !== undefined && month !== undefined && day !== undefined) return [year, month, day];
  }
  return null;
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A date of birth as files write it, as YYYY-MM-DD; null for an empty cell. */
export function parseBirthDate(input: string, now: Date): Result<string | null, BirthDateRefusal> {
  const text = input.normalize("NFKC").trim().replace(MIDNIGHT, "").replace(/\s+/g, "");
  if (text === "") return ok(null);
  const parts = readParts(text);
  if (!parts) return fail({ code: "birth_date.unreadable" });
  const [year, month, day] = parts;
  if (!exists(year, month, day)) return fail({ code: "birth_date.impossible" });
  const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  if (date > new Date(now.getTime() + EARLIEST_ZONE_MS).toISOString().slice(0, 10))
    return fail({ code: "birth_date.future" });
  if (year < now.getUTCFullYear() - AGE_MAX) return fail({ code: "birth_date.impossible" });
  return ok(date);
}
