import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { JudgeReplyInput } from "@/lib/domain/reply/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { bankDay } from "../bank-calendar";
import { now } from "../clock";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { pauseIfTooMany } from "../pipeline/self-control";
import { inboundScope } from "./scope";

type Refusal = { readonly code: "inbound.not_found" | "inbound.already_judged" };
type Row = { id: string; replyClass: string; fromIndex: Uint8Array<ArrayBuffer>; customerId: string | null; branchPath: string | null; messageId: string | null; campaignId: string | null; receivedAt: Date };

/**
 * Takes a customer's text for a refusal in other words ("别再发了") or for a complaint: from the commit on no offer goes to
 * this phone, and the campaign that it answers counts it among what may pause it.
 */
export async function judgeReply(actor: Authorized<"customer:write">, input: JudgeReplyInput): Promise<Result<null, Refusal>> {
  const judged = await inTransactionOrRefused<Result<{ campaignId: string | null }, Refusal>>(async (tx) => {
    await tx.$queryRaw`SELECT id FROM inbound_message WHERE id = ${input.inboundId}::uuid FOR UPDATE`;
    const row = await tx.inboundMessage.findFirst({
      where: { id: input.inboundId, customerId: { not: null }, ...inboundScope(actor) },
      select: { id: true, replyClass: true, fromIndex: true, customerId: true, branchPath: true, messageId: true, campaignId: true, receivedAt: true },
    });
    if (!row) return fail({ code: "inbound.not_found" });
    if (row.replyClass === input.as || row.replyClass === "complaint") return fail({ code: "inbound.already_judged" });
    await stopOffers(tx, actor, row, input.as);
    await recount(tx, row, input.as);
    await tx.inboundMessage.update({ where: { id: row.id }, data: { replyClass: input.as, handledAt: now() }, select: { id: true } });
    await recordAudit(tx, actor, {
      action: "consent.withdrawn", subjectType: "customer", subjectId: row.customerId ?? "", branchPath: row.branchPath ?? actor.branchPath,
      detail: { inbound: row.id, class: input.as, was: row.replyClass, campaign: row.campaignId },
    });
    return ok({ campaignId: row.campaignId });
  });
  if (!judged.ok) return judged;
  if (judged.value.campaignId !== null) await pauseIfTooMany(judged.value.campaignId, { always: true });
  return ok(null);
}

async function stopOffers(tx: Tx, actor: Authorized<"customer:write">, row: Row, as: JudgeReplyInput["as"]): Promise<void> {
  const [at, source] = [now(), as === "complaint" ? "complaint" : "reply"];
  const held = { contactIndex: row.fromIndex, channel: "sms", purpose: "promotion" };
  const { count } = await tx.suppression.createMany({ data: [{ ...held, source, evidence: row.id, at, recordedBy: actor.id }], skipDuplicates: true });
  // Refused already: the entry says from now on that it was a complaint; when the refusal came stays as it is.
  if (count === 0 && as === "complaint") await tx.suppression.updateMany({ where: { ...held, liftedAt: null }, data: { source, evidence: row.id } });
  const household = await tx.customer.findMany({ where: { phoneIndex: row.fromIndex, closedAt: null }, select: { id: true } });
  await tx.consentEntry.createMany({
    data: household.map(({ id }) => ({
      customerId: id, channel: "sms", purpose: "promotion", state: "withdrawn" as const, source, evidence: row.id, at, wordingVersion: "reply", recordedBy: actor.id,
    })),
  });
}

/** The roll-up counts a text under what it is known to be, on the day it came. */
async function recount(tx: Tx, row: Row, as: string): Promise<void> {
  const owner = await tx.customer.findUniqueOrThrow({ where: { id: row.customerId ?? "" }, select: { branchId: true } });
  const [message] = row.messageId === null ? [] : await tx.$queryRaw<{ purpose: string }[]>`SELECT purpose FROM message WHERE id = ${row.messageId}::uuid`;
  const key = { day: new Date(bankDay(row.receivedAt)), branchId: owner.branchId, purpose: message?.purpose ?? "account" };
  const { count } = await tx.dailyReply.updateMany({ where: { ...key, replyClass: row.replyClass, count: { gt: 0 } }, data: { count: { decrement: 1 } } });
  // The customer moved to another branch since: the row of that day is the old branch's, and stays as it is.
  if (count === 0) return;
  await tx.dailyReply.upsert({
    where: { day_branchId_purpose_replyClass: { ...key, replyClass: as } },
    create: { ...key, replyClass: as, count: 1 }, update: { count: { increment: 1 } }, select: { count: true },
  });
}
