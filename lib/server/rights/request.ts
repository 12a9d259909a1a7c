import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "@/lib/domain/access/permissions";
import type { RequestKind, RequestState } from "@/lib/domain/rights/request";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { now } from "../clock";
import type { Tx } from "../db/transaction";

export type RequestRefusal = { readonly code: "rights.not_found" | "rights.not_open" | "rights.other_kind" };

const REQUEST = { id: true, kind: true, state: true, branchPath: true, customerId: true, openedById: true, evidence: true, outcome: true } satisfies Prisma.PersonRequestSelect;
export type OpenRequest = Prisma.PersonRequestGetPayload<{ select: typeof REQUEST }>;

/** A request of the actor's subtree that waits to be answered; its customer's row is held until the transaction ends. */
export async function holdOpenRequest(tx: Tx, actor: Pick<Actor, "branchPath">, requestId: string, kind?: RequestKind): Promise<Result<OpenRequest, RequestRefusal>> {
  const request = await tx.personRequest.findFirst({ where: { id: requestId, branchPath: { startsWith: actor.branchPath } }, select: REQUEST });
  if (!request) return fail({ code: "rights.not_found" });
  if (request.state !== "open") return fail({ code: "rights.not_open" });
  if (kind !== undefined && request.kind !== kind) return fail({ code: "rights.other_kind" });
  await tx.$queryRaw`SELECT id::text FROM customer WHERE id = ${request.customerId}::uuid FOR UPDATE`;
  return ok(request);
}

/** Answers a request: the state that was read stands in the condition, so that of two people only one answers it. */
export async function closeOpen(
  tx: Tx, actor: Pick<Actor, "id" | "name">, request: Pick<OpenRequest, "id">, state: Exclude<RequestState, "open">, outcome: Prisma.InputJsonObject,
): Promise<boolean> {
  const { count } = await tx.personRequest.updateMany({
    where: { id: request.id, state: "open" }, data: { state, outcome, closedById: actor.id, closedBy: actor.name, closedAt: now() },
  });
  return count === 1;
}
