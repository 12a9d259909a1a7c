// 3GPP TS 23.038 §6.2.1, in the order of the codes 0x00–0x7F without the escape 0x1B. Code 0x09 is Ç: Unicode's table says ç, the standard does not.
const DEFAULT_CHARACTERS =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

// 3GPP TS 23.038 §6.2.1.1: each is sent as the escape and one more septet.
const EXTENSION_CHARACTERS = "\f^{}\\[~]|€";

const SEPTETS: ReadonlyMap<string, 1 | 2> = new Map<string, 1 | 2>([
  ...[...DEFAULT_CHARACTERS].map((character) => [character, 1] as const),
  ...[...EXTENSION_CHARACTERS].map((character) => [character, 2] as const),
]);

/** Septets a character takes in the GSM 7-bit alphabet, or null where the alphabet lacks it and UCS-2 is needed. */
export function septetsOf(character: string): 1 | 2 | null {
  return SEPTETS.get(character) ?? null;
}

const ESCAPE = 0x1b;
// In the order of EXTENSION_CHARACTERS (3GPP TS 23.038 §6.2.1.1).
const EXTENSION_CODES = [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65];

/** The septets of each character of the alphabet: one, or the escape and one more. */
export const GSM_CODES: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...[...DEFAULT_CHARACTERS].map((character, index) => [character, [index < ESCAPE ? index : index + 1]] as const),
  ...[...EXTENSION_CHARACTERS].map((character, index) => [character, [ESCAPE, EXTENSION_CODES[index] ?? 0]] as const),
]);
