import "server-only";
import { maskName, maskPhone } from "@/lib/domain/customer/mask";
import { decrypt } from "../crypto/cipher";

/** A stored name as the screen shows it without a reason to reveal; a dash for a person who was erased, so that links have a text. */
export function maskNameOf(cipher: Uint8Array | null): string {
  return cipher === null ? "" : maskName(decrypt(cipher, "customer.name")) || "–";
}

/** A stored phone as the screen shows it without a reason to reveal. */
export function maskPhoneOf(cipher: Uint8Array | null): string {
  return cipher === null ? "" : maskPhone(decrypt(cipher, "customer.phone"));
}
