/** Values that a template of the generic driver may name, and credentials as {{secret.name}}. */
export const PLACEHOLDERS = ["to", "text", "reference", "signature", "purpose", "timestamp", "template", "templateName"] as const;
export type FillValues = Readonly<Record<string, string>>;

const NAMED = /\{\{([a-zA-Z][a-zA-Z0-9_.]*)\}\}/g;

/** A JSON value, as it stands in an account's settings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

function replace(template: string, values: FillValues, put: (value: string) => string): string {
  // One pass: what a value brings in is never looked at again.
  return template.replace(NAMED, (whole, name: string) => (Object.hasOwn(values, name) ? put(values[name] ?? "") : whole));
}

/** Names of placeholders in a template that are none. */
export function unknownPlaceholders(template: string): readonly string[] {
  return [...template.matchAll(NAMED)].map((match) => match[1] ?? "").filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name) && !/^secret\.[a-zA-Z][a-zA-Z0-9_]*$/.test(name));
}

/** Fills the strings of a JSON value: values become parts of strings, never of the structure, and names of members stay as they are. */
export function fillJson(template: Json, values: FillValues): Json {
  if (typeof template === "string") return replace(template, values, (value) => value);
  if (Array.isArray(template)) return (template as readonly Json[]).map((one) => fillJson(one, values));
  if (typeof template === "object" && template !== null) return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillJson(value as Json, values)]));
  return template;
}

/** Fills an address: values are percent-encoded. */
export function fillUrl(template: string, values: FillValues): string {
  return replace(template, values, encodeURIComponent);
}

/** Fills a header; null where the result has characters that a header must not hold (RFC 9110 §5.5, printable ASCII only). */
export function fillHeader(template: string, values: FillValues): string | null {
  const filled = replace(template, values, (value) => value);
  return /^[\t\x20-\x7e]*$/.test(filled) ? filled : null;
}

/** Whether an address template keeps scheme, host and port to itself: no value may choose whom we call. */
export function hasFixedOrigin(template: string): boolean {
  const parts = /^(https?:\/\/[^/?#]+)/i.exec(template);
  return parts?.[1] !== undefined && !/[{}@\\\s]/.test(parts[1]) && URL.canParse(fillUrl(template, { to: "1", reference: "1" }).replaceAll(/[{}]/g, ""));
}
