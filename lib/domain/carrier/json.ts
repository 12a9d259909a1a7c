export type JsonRecord = Readonly<Record<string, unknown>>;

/** Parses what a stranger sent; undefined where it is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a value is an object with named members: no array, no null. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a JSON array, or the one object itself; anything else among them counts as unreadable. */
export function recordsOf(body: string): { readonly records: readonly JsonRecord[]; readonly unreadable: number } {
  const parsed = parseJson(body);
  const all = Array.isArray(parsed) ? (parsed as readonly unknown[]) : [parsed];
  const records = all.filter(isRecord);
  return { records, unreadable: all.length - records.length };
}

/** A member's own text, or its number as text, without blanks around; null where it is missing, empty, something else or longer than `max` UTF-16 units. */
export function textAt(record: JsonRecord, key: string, max = 128): string | null {
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  const text = typeof value === "string" ? value.trim() : typeof value === "number" && Number.isFinite(value) ? String(value) : "";
  return text === "" || text.length > max ? null : text;
}

// An id goes into a table and comes back in searches: printable ASCII only.
const ID = /^[\x21-\x7e]{1,120}$/;

/** A member that names something at the carrier: 1 to 120 printable ASCII characters; null otherwise. */
export function idAt(record: JsonRecord, key: string): string | null {
  const text = textAt(record, key, 120);
  return text !== null && ID.test(text) ? text : null;
}
