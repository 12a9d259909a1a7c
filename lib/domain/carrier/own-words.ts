import { DOUBTS, doubtCode } from "./doubt";
import { OWN_CODES } from "./own-codes";

/** Codes of ours that an attempt may carry, refusals and doubts; each has words in i18n `message.code` under what follows the dot. */
export const SPOKEN_CODES: readonly string[] = [...OWN_CODES, ...DOUBTS.map(doubtCode)];

/** Whether a code is one of ours and not a carrier's. */
export function isOwnCode(code: string): boolean {
  return SPOKEN_CODES.includes(code);
}

/** The key of a code of ours in i18n `message.code`. */
export function ownCodeKey(code: string): string {
  return code.slice(code.indexOf(".") + 1);
}
