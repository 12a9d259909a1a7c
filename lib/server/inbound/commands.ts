import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused } from "../db/transaction";
import { inboundScope } from "./scope";

/** Marks a customer's text as dealt with. */
export function handleInbound(actor: Authorized<"inbox:read">, input: { readonly inboundId: string }): Promise<Result<null, { code: "inbound.not_found" }>> {
  return inTransactionOrRefused<Result<null, { code: "inbound.not_found" }>>(async (tx) => {
    const row = await tx.inboundMessage.findFirst({ where: { id: input.inboundId, ...inboundScope(actor) }, select: { id: true, branchPath: true } });
    if (!row) return fail({ code: "inbound.not_found" });
    await tx.inboundMessage.updateMany({ where: { id: row.id, handledAt: null }, data: { handledAt: now() } });
    await recordAudit(tx, actor, { action: "inbound.handled", subjectType: "inbound", subjectId: row.id, branchPath: row.branchPath ?? actor.branchPath });
    return ok(null);
  });
}
