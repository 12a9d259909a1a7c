import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ResolveUncertainInput } from "@/lib/domain/message/resolve-schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { decrypt } from "../crypto/cipher";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";
import { holdMessages } from "../pipeline/move";
import { resolveMessages } from "../pipeline/resolve";
import { sqlOf } from "../pipeline/sql";
import { packInForce } from "../rules/queries";
import { requestWith, type MessageRequest, type RequestedMessage, type RequestRefusal } from "./request-message";

type Requested = Result<RequestedMessage, RequestRefusal>;

/** Decides about one message now, keeps it with the trace of the decision, and hands it to its lane. */
export async function requestMessage(actor: Authorized<"message:send">, request: MessageRequest): Promise<Requested> {
  return requestWith(actor, request, await packInForce());
}

/** Several at once; each is accepted or refused on its own, in the order given. */
export async function requestMessages(actor: Authorized<"message:send">, requests: readonly MessageRequest[]): Promise<Requested[]> {
  const pack = await packInForce();
  const results: Requested[] = [];
  for (const request of requests) results.push(await requestWith(actor, request, pack));
  return results;
}

type Refusal = { readonly code: "message.not_found" | "message.not_uncertain" };

function findInScope(tx: Tx, actor: { readonly branchPath: string }, id: string) {
  return tx.message.findFirst({
    where: { id, branchPath: { startsWith: actor.branchPath } }, select: { id: true, branchPath: true, customerId: true, bodyCipher: true, toCipher: true },
  });
}

/** A person found out what became of a message that the carrier never answered for. */
export function resolveUncertain(actor: Authorized<"message:send">, input: ResolveUncertainInput): Promise<Result<null, Refusal>> {
  return inTransactionOrRefused<Result<null, Refusal>>(async (tx) => {
    const message = await findInScope(tx, actor, input.messageId);
    if (!message) return fail({ code: "message.not_found" });
    const sql = sqlOf(tx);
    const held = await holdMessages(sql, [message.id]);
    if (held[0]?.state !== "uncertain") return fail({ code: "message.not_uncertain" });
    await resolveMessages(sql, held, new Map([[message.id, { outcome: input.outcome, reason: input.outcome === "failed" ? "resolved" : "", providerMessageId: null }]]));
    await recordAudit(tx, actor, {
      action: "message.resolved", subjectType: "message", subjectId: message.id, branchPath: message.branchPath, detail: { outcome: input.outcome, reason: input.reason },
    });
    return ok(null);
  });
}

/** Shows a message as it was sent; the reason is in the audit trail before the text leaves. */
export function revealMessage(
  actor: Authorized<"customer:reveal">, input: { readonly messageId: string; readonly reason: string },
): Promise<Result<{ readonly text: string | null; readonly phone: string | null }, Refusal>> {
  return inTransaction(async (tx) => {
    const message = await findInScope(tx, actor, input.messageId);
    if (!message) return fail({ code: "message.not_found" });
    await recordAudit(tx, actor, {
      action: "customer.revealed", subjectType: "customer", subjectId: message.customerId, branchPath: message.branchPath,
      detail: { message: message.id, reason: input.reason },
    });
    // A code or a link opens something: nobody at the bank reads it, not even in the seconds before it has left.
    const secret = await tx.secretText.findUnique({ where: { messageId: message.id }, select: { messageId: true } });
    return ok({
      text: secret === null ? message.bodyCipher && decrypt(message.bodyCipher, "message.body") : null, phone: message.toCipher && decrypt(message.toCipher, "customer.phone"),
    });
  });
}
