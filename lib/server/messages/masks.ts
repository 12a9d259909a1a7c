import "server-only";
import { decrypt } from "../crypto/cipher";

/** A stored name as the screen shows it without a reason to reveal: "*明" (JR/T 0171-2020 habit). */
export function maskNameOf(cipher: Uint8Array | null): string {
  if (cipher === null) return "";
  const characters = [...decrypt(cipher, "customer.name")];
  return characters.length <= 1 ? "*" : `${"*".repeat(Math.min(characters.length - 1, 3))}${characters.at(-1) ?? ""}`;
}

/** A stored phone as the screen shows it: 154****6789. */
export function maskPhoneOf(cipher: Uint8Array | null): string {
  if (cipher === null) return "";
  const phone = decrypt(cipher, "customer.phone").replace(/^\+86/, "");
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
