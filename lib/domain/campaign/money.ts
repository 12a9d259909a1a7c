const MICROS = 1_000_000n;

/** "1234.5" yuan as typed → micro-yuan; null unless it is a plain amount with at most six decimals. */
export function yuanToMicros(text: string): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) return null;
  return BigInt(match[1] ?? "0") * MICROS + BigInt((match[2] ?? "").padEnd(6, "0"));
}

/** Micro-yuan → the amount as one would type it, without needless zeros. */
export function microsToYuan(micros: bigint): string {
  const decimals = (micros % MICROS).toString().padStart(6, "0").replace(/0+$/, "");
  return decimals === "" ? (micros / MICROS).toString() : `${micros / MICROS}.${decimals}`;
}
