import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { maskPhone } from "@/lib/domain/customer/mask";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";

/** The actor's own registered phone, masked; null where there is none. */
export async function ownPhoneMasked(actor: Authorized<"provider:write">): Promise<string | null> {
  const person = await db().person.findUnique({ where: { id: actor.id }, select: { phoneCipher: true } });
  return person?.phoneCipher ? maskPhone(decrypt(person.phoneCipher, "person.phone")) : null;
}
