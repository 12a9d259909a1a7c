import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { mayJudge, type JudgeRefusal } from "@/lib/domain/reply/judge";
import type { JudgeReplyInput } from "@/lib/domain/reply/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { bankDay } from "../bank-calendar";
import { now } from "../clock";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { pauseIfTooMany } from "../pipeline/self-control";
import { endLikely, lockPhone, OFFERS, releaseHold, settleHolds } from "./hold";
import { inboundScope } from "./scope";

type Judge = Authorized<"customer:write">;
type Refusal = JudgeRefusal | { readonly code: "inbound.not_found" };
type Judged = { readonly campaignId: string | null };

const SELECT = {
  id: true, replyClass: true, fromIndex: true, customerId: true, branchPath: true, messageId: true, campaignId: true, receivedAt: true, dueAt: true, handledAt: true, flag: true,
} as const;
type Row = {
  id: string; replyClass: string; fromIndex: Uint8Array<ArrayBuffer>; customerId: string | null; branchPath: string | null; messageId: string | null; campaignId: string | null;
  receivedAt: Date; dueAt: Date | null; handledAt: Date | null; flag: string | null;
};

async function lockedRow(tx: Tx, actor: Judge, id: string): Promise<Row | null> {
  const seen = await tx.inboundMessage.findFirst({ where: { id, ...inboundScope(actor) }, select: { fromIndex: true } });
  if (!seen) return null;
  await lockPhone(tx, seen.fromIndex);
  await tx.$queryRaw`SELECT id FROM inbound_message WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.inboundMessage.findFirst({ where: { id, ...inboundScope(actor) }, select: SELECT });
}

/**
 * A person says what a customer's text is: a refusal in other words ("别再发了") or a complaint, after which no offer goes to
 * this phone and the campaign that it answers counts it; or no refusal, after which only what was held for it goes on.
 */
export async function judgeReply(actor: Judge, input: JudgeReplyInput): Promise<Result<null, Refusal>> {
  const judged = await inTransactionOrRefused<Result<Judged, Refusal>>(async (tx) => {
    const row = await lockedRow(tx, actor, input.inboundId);
    if (!row) return fail({ code: "inbound.not_found" });
    const may = mayJudge(row, input.as);
    if (!may.ok) return may;
    return input.as === "other" ? ok(await release(tx, actor, row)) : ok(await stop(tx, actor, row, input.as));
  });
  if (!judged.ok) return judged;
  if (judged.value.campaignId !== null) await pauseIfTooMany(judged.value.campaignId, { always: true });
  return ok(null);
}

async function stop(tx: Tx, actor: Judge, row: Row, as: "refuse" | "complaint"): Promise<Judged> {
  const customers = await stopOffers(tx, actor, row, as);
  await settleHolds(tx, row.fromIndex, row.id, actor.name);
  await recount(tx, row, as);
  await tx.inboundMessage.update({
    where: { id: row.id }, data: { replyClass: as, handledAt: now(), handledBy: actor.name, ...(as === "complaint" && row.flag === null ? { flag: "complaint" } : {}) }, select: { id: true },
  });
  const trail = { branchPath: row.branchPath ?? actor.branchPath, detail: { inbound: row.id, class: as, was: row.replyClass, campaign: row.campaignId, customers } };
  await recordAudit(tx, actor, { ...trail, action: "inbound.judged", subjectType: "inbound", subjectId: row.id });
  if (row.customerId !== null) await recordAudit(tx, actor, { ...trail, action: "consent.withdrawn", subjectType: "customer", subjectId: row.customerId });
  return { campaignId: row.campaignId };
}

/** The text itself stays open: whoever wrote it may still want an answer. */
async function release(tx: Tx, actor: Judge, row: Row): Promise<Judged> {
  const outcome = await releaseHold(tx, row.fromIndex, row.id, actor.id);
  await recount(tx, row, "other");
  await tx.inboundMessage.update({ where: { id: row.id }, data: { replyClass: "other", dueAt: null }, select: { id: true } });
  await recordAudit(tx, actor, {
    action: "inbound.judged", subjectType: "inbound", subjectId: row.id, branchPath: row.branchPath ?? actor.branchPath, detail: { inbound: row.id, class: "other", was: row.replyClass, offers: outcome },
  });
  return { campaignId: null };
}

/** The suppression and the ledger of everybody who has this phone; answers how many those are. */
async function stopOffers(tx: Tx, actor: Judge, row: Row, as: "refuse" | "complaint"): Promise<number> {
  const [at, source] = [now(), as === "complaint" ? "complaint" : "reply"];
  const held = { contactIndex: row.fromIndex, ...OFFERS };
  await endLikely(tx, row.fromIndex, actor.id);
  const { count } = await tx.suppression.createMany({ data: [{ ...held, source, evidence: row.id, at, recordedBy: actor.id }], skipDuplicates: true });
  // Refused already: the entry says from now on that it was a complaint; when the refusal came stays as it is.
  if (count === 0 && as === "complaint") await tx.suppression.updateMany({ where: { ...held, liftedAt: null }, data: { source, evidence: row.id } });
  const household = await tx.customer.findMany({ where: { phoneIndex: row.fromIndex, closedAt: null }, select: { id: true } });
  await tx.consentEntry.createMany({
    data: household.map(({ id }) => ({ customerId: id, ...OFFERS, state: "withdrawn" as const, source, evidence: row.id, at, wordingVersion: "reply", recordedBy: actor.id })),
  });
  return household.length;
}

/** The roll-up counts a text under what it is known to be, on the day it came. */
async function recount(tx: Tx, row: Row, as: string): Promise<void> {
  if (row.customerId === null || row.replyClass === as) return;
  const owner = await tx.customer.findUniqueOrThrow({ where: { id: row.customerId }, select: { branchId: true } });
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
