import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { isHeld } from "@/lib/domain/reply/judge";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused } from "../db/transaction";
import { inboundScope } from "./scope";

type Refusal = { readonly code: "inbound.not_found" | "inbound.decide_first" };

/** Marks a customer's text as dealt with; one that offers are held for wants a decision first. */
export function handleInbound(actor: Authorized<"inbox:read">, input: { readonly inboundId: string }): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused<Result<null, Refusal>>(async (tx) => {
    await tx.$queryRaw`SELECT id FROM inbound_message WHERE id = ${input.inboundId}::uuid FOR UPDATE`;
    const row = await tx.inboundMessage.findFirst({ where: { id: input.inboundId, ...inboundScope(actor) }, select: { id: true, branchPath: true, dueAt: true, handledAt: true } });
    if (!row) return fail({ code: "inbound.not_found" });
    if (isHeld(row)) return fail({ code: "inbound.decide_first" });
    await tx.inboundMessage.updateMany({ where: { id: row.id, handledAt: null }, data: { handledAt: now(), handledBy: actor.name } });
    await recordAudit(tx, actor, { action: "inbound.handled", subjectType: "inbound", subjectId: row.id, branchPath: row.branchPath ?? actor.branchPath });
    return ok(null);
  });
}
