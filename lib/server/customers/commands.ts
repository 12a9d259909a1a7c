import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { RecordConsentInput, RevealCustomerInput } from "@/lib/domain/customer/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";

type Refusal = { readonly code: "customer.not_found" };

// The wording that customers sign today; wordings with versions of their own come with the consent ledger's pages.
const WORDING_VERSION = "2026-1";

function findInScope(tx: Tx, actor: { readonly branchPath: string }, id: string) {
  return tx.customer.findFirst({
    where: { id, branchPath: { startsWith: actor.branchPath } },
    select: {
      id: true, branchPath: true, phoneIndex: true, nameCipher: true, phoneCipher: true, emailCipher: true, birthCipher: true, remarksCipher: true,
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

/** Adds the customer's word to the ledger; a refusal also stops the phone itself, a consent lifts what a refusal stopped. */
export function recordConsent(actor: Authorized<"customer:write">, input: RecordConsentInput): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const customer = await findInScope(tx, actor, input.customerId);
    if (!customer) return fail({ code: "customer.not_found" as const });
    const at = now();
    const { customerId, channel, purpose, state, evidence } = input;
    await tx.consentEntry.create({
      data: { customerId, channel, purpose, state, evidence: evidence || null, source: "branch", wordingVersion: WORDING_VERSION, at, recordedBy: actor.name },
      select: { id: true },
    });
    if (customer.phoneIndex && channel !== "email") {
      const scope = { contactIndex: customer.phoneIndex, channel, purpose };
      if (state === "given") {
        await tx.suppression.updateMany({ where: { ...scope, liftedAt: null }, data: { liftedAt: at, liftedBy: actor.name } });
      } else {
        await tx.suppression.createMany({ data: [{ ...scope, source: "branch", evidence: evidence || null, at, recordedBy: actor.name }], skipDuplicates: true });
      }
    }
    await recordAudit(tx, actor, {
      action: state === "given" ? "consent.given" : "consent.withdrawn", subjectType: "customer", subjectId: customerId, branchPath: customer.branchPath,
      detail: { channel, purpose, source: "branch" },
    });
    return ok(null);
  });
}
