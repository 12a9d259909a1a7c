// What a carrier gives back unchanged with each receipt: one message's id, or the ids of all messages of a call, each
// behind a short keyed hash of its number, so that a receipt finds its message even when the answer to the call was lost.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TOKEN_LENGTH = 3;
const ENTRY = TOKEN_LENGTH + 32;
const GROUP = "g.";
const GROUP_WITHOUT_ECHO = "n.";

export type EchoEntry = { readonly reference: string; readonly token: string };

/** Whether a text is one of our message ids. */
export function isReference(text: string): boolean {
  return UUID.test(text);
}

/** How many messages one call may carry if each must be found again by its receipt; `max`: most characters that the carrier echoes. */
export function echoCapacity(max: number): number {
  return Math.max(1, Math.floor((max - GROUP.length) / ENTRY));
}

/** What to ask the carrier to echo for the messages of one call, in at most `max` characters; tokens of 3 characters, all different. */
export function writeEcho(entries: readonly EchoEntry[], max: number): string {
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only) return only.reference;
  if (entries.length > echoCapacity(max) || !entries.every(({ reference }) => isReference(reference))) return `${GROUP_WITHOUT_ECHO}${String(entries.length)}`;
  return GROUP + entries.map(({ reference, token }) => token + reference.replaceAll("-", "")).join("");
}

export type EchoReading = {
  /** Whether several messages share the carrier's id, so that the number must tell them apart. */
  readonly group: boolean;
  readonly reference: string | null;
};

/** Which message a receipt is about, by what the carrier echoed and the token of the number it names. */
export function readEcho(echo: string | null, token: string | null): EchoReading {
  if (echo === null) return { group: false, reference: null };
  if (isReference(echo)) return { group: false, reference: echo };
  if (echo.startsWith(GROUP_WITHOUT_ECHO)) return { group: true, reference: null };
  if (!echo.startsWith(GROUP)) return { group: false, reference: null };
  const entries = echo.slice(GROUP.length);
  for (let from = 0; token !== null && from + ENTRY <= entries.length; from += ENTRY) {
    if (entries.slice(from, from + TOKEN_LENGTH) !== token) continue;
    const hex = entries.slice(from + TOKEN_LENGTH, from + ENTRY);
    const reference = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    return { group: true, reference: isReference(reference) ? reference : null };
  }
  return { group: true, reference: null };
}
