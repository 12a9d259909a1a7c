import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { parseMobile, type PhoneRefusal } from "@/lib/domain/customer/phone";
import type { OwnPhoneInput } from "@/lib/domain/providers/test-send";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { encrypt } from "../crypto/cipher";
import { inTransactionOrRefused } from "../db/transaction";
import { isDemo } from "../env";

/** Keeps, changes or (empty) forgets the phone to which the actor's own tests go. Nobody sets another's: a test must reach who asks for it. */
export async function setOwnPhone(actor: Authorized<"provider:write">, input: OwnPhoneInput): Promise<Result<null, { readonly code: "person.not_found" } | PhoneRefusal>> {
  const phone = input.phone === "" ? null : parseMobile(input.phone, { demo: isDemo() });
  if (phone?.ok === false) return phone;
  return inTransactionOrRefused(async (tx) => {
    const { count } = await tx.person.updateMany({ where: { id: actor.id, disabledAt: null }, data: { phoneCipher: phone === null ? null : encrypt(phone.value, "person.phone") } });
    // A system with a key of the API has no phone.
    if (count === 0) return fail({ code: "person.not_found" as const });
    await recordAudit(tx, actor, { action: "person.changed", subjectType: "person", subjectId: actor.id, detail: { phone: phone === null ? "removed" : "set" } });
    return ok(null);
  });
}
