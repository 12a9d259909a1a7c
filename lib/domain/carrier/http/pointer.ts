/** The value at a JSON pointer (RFC 6901: "/data/0/id"; "" is the whole); undefined where there is none. */
export function at(value: unknown, pointer: string): unknown {
  if (pointer === "") return value;
  let here = value;
  for (const step of pointer.slice(1).split("/")) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[key];
  }
  return here;
}

/** Whether a text is a JSON pointer. */
export function isPointer(text: string): boolean {
  return text === "" || /^(?:\/(?:[^~/]|~[01])*)+$/.test(text);
}

/** A text, number or truth value at a pointer, as text without blanks around; null where there is none or it is longer than `max` UTF-16 units. */
export function scalarAt(value: unknown, pointer: string, max = 128): string | null {
  const found = at(value, pointer);
  const text = typeof found === "string" ? found.trim() : typeof found === "boolean" || (typeof found === "number" && Number.isFinite(found)) ? String(found) : "";
  return text === "" || text.length > max ? null : text;
}
