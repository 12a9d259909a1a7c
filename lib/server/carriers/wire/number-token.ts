import "server-only";
import { blindIndex } from "../../crypto/blind-index";

/** Three characters that tell the numbers of one call apart without saying them: the beginning of their keyed hash. */
export function numberToken(e164: string): string {
  return Buffer.from(blindIndex(e164, "phone")).toString("base64url").slice(0, 3);
}
