import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { CreatePriceInput } from "@/lib/domain/providers/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused } from "../db/transaction";

type Admin = Authorized<"provider:write">;
type Refusal = { readonly code: "provider.not_found" | "price.exists" };

/** Takes an account out of use, or back into use. */
export function setProviderDisabled(actor: Admin, accountId: string, disabled: boolean): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const { count } = await tx.providerAccount.updateMany({ where: { id: accountId }, data: { disabledAt: disabled ? now() : null, updatedAt: now() } });
    if (count === 0) return fail({ code: "provider.not_found" as const });
    await recordAudit(tx, actor, { action: disabled ? "provider.disabled" : "provider.enabled", subjectType: "provider", subjectId: accountId });
    return ok(null);
  });
}

/** Adds a dated price; prices already used are never changed. */
export function createPrice(actor: Admin, input: CreatePriceInput): Promise<Result<{ id: string }, Refusal>> {
  return inTransactionOrRefused(async (tx) => {
    const { accountId, micros, effectiveFrom, purpose, source } = input;
    const account = await tx.providerAccount.findUnique({ where: { id: accountId }, select: { id: true } });
    if (!account) return fail({ code: "provider.not_found" as const });
    const row = { providerAccountId: accountId, purpose, effectiveFrom: new Date(effectiveFrom) };
    if (await tx.price.findFirst({ where: row, select: { id: true } })) return fail({ code: "price.exists" as const });
    const { id } = await tx.price.create({ data: { ...row, micros: BigInt(micros), source, createdBy: actor.name }, select: { id: true } });
    await recordAudit(tx, actor, { action: "price.created", subjectType: "provider", subjectId: accountId, detail: { purpose, micros, effectiveFrom, source } });
    return ok({ id });
  });
}
