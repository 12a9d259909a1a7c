import "server-only";
import type { Actor } from "@/lib/domain/access/permissions";
import type { AuditJson } from "@/lib/domain/audit/chain";
import { parseMobile } from "@/lib/domain/customer/phone";
import { preferenceAfter, type HelperChange, type PreferenceFields } from "@/lib/domain/customer/preference";
import { preferenceChanges } from "@/lib/domain/customer/preference-changes";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { blindIndex } from "../crypto/blind-index";
import { encrypt } from "../crypto/cipher";
import type { Tx } from "../db/transaction";
import { isDemo } from "../env";
import { stateOf, type PreferenceCustomer } from "./customer";

export type SaveRefusal = { readonly code: "customer.changed_since_read" | "preference.helper_phone_wrong" };

type Told = {
  readonly said: PreferenceFields;
  readonly lockVersion: number;
  /** Where the customer said it: branch or page. */
  readonly source: "branch" | "page";
  /** Number of the paper form, or id of the link. */
  readonly evidence: string | null;
};

type HelperColumns = {
  readonly helperNameCipher?: Uint8Array<ArrayBuffer> | null; readonly helperPhoneCipher?: Uint8Array<ArrayBuffer> | null; readonly helperPhoneIndex?: Uint8Array<ArrayBuffer> | null;
  readonly helperAgreedAt?: Date | null; readonly helperEvidence?: string | null;
};

function helperColumns(helper: HelperChange, evidence: string | null, at: Date): Result<HelperColumns, SaveRefusal> {
  if (helper.change === "keep") return ok({});
  if (helper.change === "remove") return ok({ helperNameCipher: null, helperPhoneCipher: null, helperPhoneIndex: null, helperAgreedAt: null, helperEvidence: null });
  const phone = parseMobile(helper.phone, { demo: isDemo() });
  if (!phone.ok) return fail({ code: "preference.helper_phone_wrong" });
  return ok({
    helperNameCipher: encrypt(helper.name, "helper.name"), helperPhoneCipher: encrypt(phone.value, "helper.phone"), helperPhoneIndex: blindIndex(phone.value, "phone"),
    helperAgreedAt: at, helperEvidence: evidence,
  });
}

/**
 * Keeps what a customer said, in the caller's transaction, which ends undone where this is refused: somebody else changed
 * it since it was read, or the helper's number is none. What did not change leaves no trace.
 */
export async function writePreference(tx: Tx, actor: Actor, customer: PreferenceCustomer, told: Told): Promise<Result<{ readonly lockVersion: number }, SaveRefusal>> {
  const { said, lockVersion, source, evidence } = told;
  const at = now();
  const helper = helperColumns(said.helper, evidence, at);
  if (!helper.ok) return helper;
  const { helper: _change, language, ...columns } = said;
  const change = { ...columns, ...helper.value, updatedBy: actor.name, updatedAt: at };
  const customerId = customer.id;
  const { count } = lockVersion === 0
    ? await tx.preference.createMany({ data: [{ customerId, ...change }], skipDuplicates: true })
    : await tx.preference.updateMany({ where: { customerId, lockVersion }, data: { ...change, lockVersion: { increment: 1 } } });
  if (count === 0) return fail({ code: "customer.changed_since_read" });
  const before = stateOf(customer);
  if (language !== before.language) await tx.customer.update({ where: { id: customerId }, data: { language, updatedAt: at }, select: { id: true } });
  const changes = preferenceChanges(before, preferenceAfter(before, said), said.helper.change);
  if (Object.keys(changes).length > 0) {
    await recordAudit(tx, actor, {
      action: "preference.changed", subjectType: "customer", subjectId: customerId, branchPath: customer.branchPath,
      detail: { source, ...(evidence === null ? {} : { evidence }), changes: changes as AuditJson },
    });
  }
  return ok({ lockVersion: lockVersion + 1 });
}
