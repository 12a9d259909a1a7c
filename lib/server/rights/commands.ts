import "server-only";
import { parseDate } from "@internationalized/date";
import { v7 } from "uuid";
import type { Authorized } from "@/lib/domain/access/permissions";
import { dueAt } from "@/lib/domain/rights/request";
import type { CloseRequestInput, RecordRequestInput, RefuseRequestInput, WithdrawInput } from "@/lib/domain/rights/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { writeWords } from "../consents/write";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { environment } from "../env";
import { sqlOf } from "../pipeline/sql";
import { getSetting } from "../settings/queries";
import { closeOpen, holdOpenRequest, type RequestRefusal } from "./request";

type RecordRefusal = { readonly code: "customer.not_found" | "rights.customer_erased" | "rights.received_in_future" | "rights.received_too_early" | "rights.already_open" };

const YEAR_MS = 366 * 86_400_000;

/** When a request reached the bank: now, or the beginning of the day that was typed. */
function receivedAt(day: string, at: Date): Result<Date, { code: "rights.received_in_future" | "rights.received_too_early" }> {
  if (day === "") return ok(at);
  const start = parseDate(day).toDate(environment().BANK_TIME_ZONE);
  if (start > at) return fail({ code: "rights.received_in_future" });
  return start.getTime() < at.getTime() - YEAR_MS ? fail({ code: "rights.received_too_early" }) : ok(start);
}

/** Writes down what a customer asks for and starts the bank's clock, which runs from the day of receipt. */
export async function recordRequest(actor: Authorized<"rights:write">, input: RecordRequestInput): Promise<Result<{ id: string }, RecordRefusal>> {
  const days = await getSetting("rights.days");
  return inTransactionOrRefused<Result<{ id: string }, RecordRefusal>>(async (tx) => {
    const customer = await tx.customer.findFirst({ where: { id: input.customerId, branchPath: { startsWith: actor.branchPath } }, select: { id: true, branchPath: true, erasedAt: true } });
    if (!customer) return fail({ code: "customer.not_found" });
    if (customer.erasedAt !== null) return fail({ code: "rights.customer_erased" });
    const received = receivedAt(input.receivedOn, now());
    if (!received.ok) return received;
    const id = v7();
    const due = dueAt(received.value, days, environment().BANK_TIME_ZONE);
    const { count } = await tx.personRequest.createMany({
      data: [{
        id, customerId: customer.id, branchPath: customer.branchPath, kind: input.kind, receivedBy: input.receivedBy, evidence: input.evidence || null,
        receivedAt: received.value, dueAt: due, openedById: actor.id, openedBy: actor.name,
      }],
      skipDuplicates: true,
    });
    if (count === 0) return fail({ code: "rights.already_open" });
    await recordAudit(tx, actor, {
      action: "rights.received", subjectType: "person_request", subjectId: id, branchPath: customer.branchPath,
      detail: { customer: customer.id, kind: input.kind, receivedBy: input.receivedBy, dueAt: due.toISOString() },
    });
    return ok({ id });
  });
}

/** Answers no, with the reason that the customer is told: a retention duty, a running loan, an identity that could not be checked. */
export function refuseRequest(actor: Authorized<"rights:write">, input: RefuseRequestInput): Promise<Result<null, RequestRefusal>> {
  return inTransactionOrRefused<Result<null, RequestRefusal>>(async (tx) => {
    const request = await holdOpenRequest(tx, actor, input.requestId);
    if (!request.ok) return request;
    if (!(await closeOpen(tx, actor, request.value, "refused", { reason: input.reason }))) return fail({ code: "rights.not_open" });
    await recordAudit(tx, actor, {
      action: "rights.refused", subjectType: "person_request", subjectId: request.value.id, branchPath: request.value.branchPath,
      detail: { customer: request.value.customerId, kind: request.value.kind, reason: input.reason },
    });
    return ok(null);
  });
}

/** Says that the customer has the copy of his data; there must be one that was made for this request. */
export function closeAccess(actor: Authorized<"rights:write">, input: CloseRequestInput): Promise<Result<null, RequestRefusal | { readonly code: "rights.not_exported" }>> {
  return inTransactionOrRefused<Result<null, RequestRefusal | { readonly code: "rights.not_exported" }>>(async (tx) => {
    const request = await holdOpenRequest(tx, actor, input.requestId, "access");
    if (!request.ok) return request;
    const exports = (request.value.outcome as { exports?: number }).exports ?? 0;
    if (exports === 0) return fail({ code: "rights.not_exported" });
    if (!(await closeOpen(tx, actor, request.value, "done", { exports, how: input.how }))) return fail({ code: "rights.not_open" });
    await recordAudit(tx, actor, {
      action: "rights.closed", subjectType: "person_request", subjectId: request.value.id, branchPath: request.value.branchPath,
      detail: { customer: request.value.customerId, kind: "access", exports, how: input.how },
    });
    return ok(null);
  });
}

// What the customer refuses under PIPL 15 is the processing itself, under whichever words it was agreed to.
const WORDING = "pipl-15";

function readWordOf(tx: Tx, id: string) {
  return tx.customer.findUniqueOrThrow({ where: { id }, select: { id: true, phoneIndex: true, emailIndex: true, branchPath: true } });
}

/** Withdraws consent for the chosen purposes and channels: in the ledger, and for the contact points, like any other refusal. */
export function withdrawConsents(actor: Authorized<"rights:write">, input: WithdrawInput): Promise<Result<null, RequestRefusal>> {
  return inTransactionOrRefused<Result<null, RequestRefusal>>(async (tx) => {
    const held = await holdOpenRequest(tx, actor, input.requestId, "withdrawal");
    if (!held.ok) return held;
    const request = held.value;
    const customer = await readWordOf(tx, request.customerId);
    const [at, purposes, channels] = [now(), [...new Set(input.purposes)], [...new Set(input.channels)]];
    const entries = await writeWords(sqlOf(tx), purposes.flatMap((purpose) => channels.map((channel) => ({
      customer, purpose, channel, state: "withdrawn" as const, wordingVersion: WORDING, source: "rights" as const, evidence: request.evidence ?? request.id, at, recordedBy: actor.name,
    }))));
    if (!(await closeOpen(tx, actor, request, "done", { purposes, channels }))) return fail({ code: "rights.not_open" });
    await recordAudit(tx, actor, {
      action: "consent.withdrawn", subjectType: "customer", subjectId: customer.id, branchPath: customer.branchPath, detail: { purposes, channels, source: "rights", request: request.id, entries: [...entries] },
    });
    await recordAudit(tx, actor, {
      action: "rights.closed", subjectType: "person_request", subjectId: request.id, branchPath: request.branchPath, detail: { customer: customer.id, kind: "withdrawal", purposes, channels },
    });
    return ok(null);
  });
}
