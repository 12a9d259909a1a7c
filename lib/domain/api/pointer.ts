/** A place inside a request body: member names and positions from the outside in. */
export type Place = readonly (string | number)[];

/** JSON Pointer (RFC 6901) in its URI fragment form, as RFC 9457 shows it: `#/messages/3/customer`. */
export function toPointer(place: Place): string {
  return `#${place.map((step) => `/${encodeFragment(String(step).replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("")}`;
}

// RFC 3986 §3.5: what a fragment may hold unescaped besides letters and digits.
function encodeFragment(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\u{FFFD}")).replaceAll(
    /%(?:24|26|2B|2C|3A|3B|3D|40)/g,
    decodeURIComponent,
  );
}

/** Whether the value holds a member at this place, also one that is null. */
export function holds(value: unknown, place: Place): boolean {
  let at: unknown = value;
  for (const step of place) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string | number, unknown>)[step];
  }
  return true;
}
