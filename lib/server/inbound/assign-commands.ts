import "server-only";
import { can, type Authorized } from "@/lib/domain/access/permissions";
import type { AssignInboundInput } from "@/lib/domain/reply/schema";
import type { Role } from "@/lib/domain/shared/vocabulary";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused } from "../db/transaction";
import { inboundScope } from "./scope";

type AssignRefusal = { readonly code: "inbound.not_found" | "inbound.person_not_found" };

/** Gives a customer's text to somebody who may answer it and sees it: himself, or a person of the actor's subtree. */
export function assignInbound(actor: Authorized<"inbox:answer">, input: AssignInboundInput): Promise<Result<null, AssignRefusal>> {
  return inTransactionOrRefused<Result<null, AssignRefusal>>(async (tx) => {
    const row = await tx.inboundMessage.findFirst({ where: { id: input.inboundId, ...inboundScope(actor) }, select: { id: true, branchPath: true } });
    if (!row) return fail({ code: "inbound.not_found" });
    const person = input.personId === null ? null : await tx.person.findFirst({
      where: { id: input.personId, disabledAt: null, branch: { path: { startsWith: actor.branchPath } } }, select: { id: true, name: true, roles: true, branch: { select: { path: true } } },
    });
    if (input.personId !== null) {
      const sees = person && can({ roles: person.roles as Role[] }, "inbox:answer") && (row.branchPath ?? actor.branchPath).startsWith(person.branch.path);
      if (!sees) return fail({ code: "inbound.person_not_found" });
    }
    await tx.inboundMessage.update({ where: { id: row.id }, data: { assigneeId: person?.id ?? null, assigneeName: person?.name ?? null }, select: { id: true } });
    await recordAudit(tx, actor, {
      action: "inbound.assigned", subjectType: "inbound", subjectId: row.id, branchPath: row.branchPath ?? actor.branchPath, detail: { person: person?.id ?? null },
    });
    return ok(null);
  });
}

type FlagRefusal = { readonly code: "inbound.not_found" | "inbound.not_flagged" };

/** Compliance has looked at a complaint or a fraud. */
export function clearFlag(actor: Authorized<"inbox:clear_flag">, input: { readonly inboundId: string }): Promise<Result<null, FlagRefusal>> {
  return inTransactionOrRefused<Result<null, FlagRefusal>>(async (tx) => {
    const row = await tx.inboundMessage.findFirst({ where: { id: input.inboundId, ...inboundScope(actor) }, select: { id: true, branchPath: true, flag: true } });
    if (!row) return fail({ code: "inbound.not_found" });
    const { count } = await tx.inboundMessage.updateMany({ where: { id: row.id, flag: { not: null }, flagClearedAt: null }, data: { flagClearedAt: now() } });
    if (count === 0) return fail({ code: "inbound.not_flagged" });
    await recordAudit(tx, actor, {
      action: "inbound.flag_cleared", subjectType: "inbound", subjectId: row.id, branchPath: row.branchPath ?? actor.branchPath, detail: { flag: row.flag },
    });
    return ok(null);
  });
}
