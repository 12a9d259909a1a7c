import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { RecordConsentInput, RevealCustomerInput } from "@/lib/domain/customer/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { writeWord } from "../consents/write";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";
import { wordingInForce, wordingShown } from "../wordings/in-force";

type Refusal = { readonly code: "customer.not_found" | "customer.wording_unknown" };

function findInScope(tx: Tx, actor: { readonly branchPath: string }, id: string) {
  return tx.customer.findFirst({
    where: { id, branchPath: { startsWith: actor.branchPath } },
    select: {
      id: true, branchPath: true, phoneIndex: true, emailIndex: true, nameCipher: true, phoneCipher: true, emailCipher: true, birthCipher: true, remarksCipher: true,
    },
  });
}

export type RevealedCustomer = {
  readonly name: string; readonly phone: string | null; readonly email: string | null; readonly birthDate: string | null; readonly remarks: string | null;
};

/** Shows what is masked; the reason is in the audit trail before the values leave. */
export function revealCustomer(actor: Authorized<"customer:reveal">, input: RevealCustomerInput): Promise<Result<RevealedCustomer, Refusal>> {
  return inTransaction(async (tx) => {
    const customer = await findInScope(tx, actor, input.customerId);
    if (!customer) return fail({ code: "customer.not_found" });
    await recordAudit(tx, actor, {
      action: "customer.revealed", subjectType: "customer", subjectId: customer.id, branchPath: customer.branchPath, detail: { reason: input.reason },
    });
    return ok({
      name: decrypt(customer.nameCipher, "customer.name"),
      phone: customer.phoneCipher && decrypt(customer.phoneCipher, "customer.phone"),
      email: customer.emailCipher && decrypt(customer.emailCipher, "customer.email"),
      birthDate: customer.birthCipher && decrypt(customer.birthCipher, "customer.birth"),
      remarks: customer.remarksCipher && decrypt(customer.remarksCipher, "customer.remarks"),
    });
  });
}

/**
 * Adds the customer's word to the ledger under the words that were shown (by default those in force); a refusal also stops the
 * contact point itself, a consent lifts what a refusal stopped.
 */
export function recordConsent(actor: Authorized<"customer:write">, input: RecordConsentInput): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused<Result<null, Refusal>>(async (tx) => {
    const customer = await findInScope(tx, actor, input.customerId);
    if (!customer) return fail({ code: "customer.not_found" });
    const at = now();
    const { channel, purpose, state, evidence, source = "branch" } = input;
    const shown = input.wordingVersion ? await wordingShown(tx, purpose, input.wordingVersion, at) : await wordingInForce(tx, purpose, at);
    if (shown === null) return fail({ code: "customer.wording_unknown" });
    const { entryId } = await writeWord(tx, { customer, channel, purpose, state, wordingVersion: shown, source, evidence: evidence || null, at, recordedBy: actor.name });
    await recordAudit(tx, actor, {
      action: state === "given" ? "consent.given" : "consent.withdrawn", subjectType: "customer", subjectId: customer.id, branchPath: customer.branchPath,
      detail: { channel, purpose, source, wording: shown, entries: [entryId] },
    });
    return ok(null);
  });
}
