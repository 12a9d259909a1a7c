import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { inTransaction } from "../db/transaction";
import { readCertificate, type Certificate } from "./certificate";

type Issued = Result<Certificate, { code: "customer.not_found" }>;

async function issue(actor: Authorized<"customer:read">, customerId: string, reason: string | null): Promise<Issued> {
  return inTransaction(async (tx) => {
    const customer = await tx.customer.findFirst({ where: { id: customerId, branchPath: { startsWith: actor.branchPath } }, select: { branchPath: true } });
    if (!customer) return fail({ code: "customer.not_found" });
    // Before it is read: the certificate names its own issue as the head of the chain.
    await recordAudit(tx, actor, {
      action: "consent.certified", subjectType: "customer", subjectId: customerId, branchPath: customer.branchPath, detail: reason === null ? { full: false } : { full: true, reason },
    });
    const certificate = await readCertificate(tx, actor, customerId, { full: reason !== null });
    return certificate ? ok(certificate) : fail({ code: "customer.not_found" });
  });
}

/** Issues a certificate with name and number masked: the customer number says who is meant. */
export function certifyConsents(actor: Authorized<"customer:read">, customerId: string): Promise<Issued> {
  return issue(actor, customerId, null);
}

/** Issues a certificate with name and number in full, for a carrier or a court; the reason is in the trail before it leaves. */
export function certifyConsentsInFull(actor: Authorized<"customer:read" | "customer:reveal">, input: { readonly customerId: string; readonly reason: string }): Promise<Issued> {
  return issue(actor, input.customerId, input.reason);
}
