import "server-only";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { systemActor } from "@/lib/domain/access/permissions";
import type { ReplyKeywords } from "@/lib/domain/reply/keywords";
import { readReply, type ReplyReading } from "@/lib/domain/reply/read-reply";
import { recordAudit } from "../audit/record";
import type { CarrierInbound } from "../carriers/port";
import { now } from "../clock";
import { blindIndex } from "../crypto/blind-index";
import { encrypt } from "../crypto/cipher";
import { inTransaction, type Tx } from "../db/transaction";
import { bankDay } from "../bank-calendar";
import { pauseIfTooMany } from "../pipeline/self-control";
import { LOOK_BACK_DAYS } from "../pipeline/sizes";
import { getSetting } from "../settings/queries";
import { confirmRefusal } from "./confirm";
import { endLikely, holdOffers, lockPhone, OFFERS, settleHolds } from "./hold";

const actor = systemActor("inbound", []);

/** The wording that a customer accepts or refuses by answering a text: the way out that the text itself names. */
const WORDING = "reply";

type Sender = { readonly id: string; readonly branchId: string; readonly branchPath: string };
type Answered = { readonly id: string; readonly campaign_id: string | null; readonly purpose: string };

type Rules = { readonly keywords: ReplyKeywords; readonly judgeWithinHours: number };
type Taken = { readonly id: string; readonly campaignId: string | null; readonly isRefusal: boolean };

/**
 * Takes what customers texted back, each in a transaction of its own: stored once however often the carrier repeats it;
 * a refusal holds from the commit on, also for messages of a campaign that is running. What is only likely a refusal holds
 * offers back in the same way, until a person has decided.
 */
export async function takeInbound(accountId: string, inbound: readonly CarrierInbound[]): Promise<void> {
  if (inbound.length === 0) return;
  const [keywords, judgeWithinHours] = await Promise.all([getSetting("reply.keywords"), getSetting("reply.judge_within_hours")]);
  for (const one of inbound) {
    const taken = await inTransaction((tx) => takeOne(tx, accountId, one, { keywords, judgeWithinHours }));
    if (taken === null) continue;
    if (taken.campaignId !== null) await pauseIfTooMany(taken.campaignId);
    if (taken.isRefusal) await confirmRefusal(taken.id);
  }
}

async function takeOne(tx: Tx, accountId: string, inbound: CarrierInbound, { keywords, judgeWithinHours }: Rules): Promise<Taken | null> {
  const contactIndex = blindIndex(inbound.from, "phone");
  await lockPhone(tx, contactIndex);
  const senders = await tx.customer.findMany({ where: { phoneIndex: contactIndex, closedAt: null }, orderBy: { id: "asc" }, select: { id: true, branchId: true, branchPath: true } });
  const answered = await lastMessageTo(tx, senders);
  const reading = readReply(inbound.text, keywords);
  const owner = senders.find((one) => one.id === answered?.customer_id) ?? senders[0];
  const at = now();
  const dueAt = reading.holds ? new Date(at.getTime() + judgeWithinHours * 3_600_000) : null;
  const stored = await tx.inboundMessage.createManyAndReturn({
    data: [{
      providerAccountId: accountId, providerInboundId: inbound.providerInboundId, fromCipher: encrypt(inbound.from, "inbound.from"), fromIndex: contactIndex,
      bodyCipher: encrypt(inbound.text, "inbound.body"), replyClass: reading.class, customerId: owner?.id ?? null, branchPath: owner?.branchPath ?? null,
      messageId: answered?.id ?? null, campaignId: answered?.campaign_id ?? null, receivedAt: at,
      score: Math.round(reading.score * 100), because: reading.because.map((one) => ({ ...one })), flag: reading.flag, dueAt,
      // Refusals and returns are done with by what follows; questions wait for a person.
      handledAt: reading.class === "refuse" || reading.class === "return" ? at : null,
    }],
    skipDuplicates: true, select: { id: true },
  });
  const row = stored[0];
  if (!row) return null;
  if (reading.class === "refuse") await refuse(tx, contactIndex, senders, reading, row.id);
  if (reading.class === "return") await comeBack(tx, contactIndex, senders, row.id);
  if (reading.holds) await holdOffers(tx, contactIndex, row.id, actor.id);
  if (owner) await countReply(tx, owner, answered?.purpose ?? "account", reading);
  await recordAudit(tx, actor, {
    action: actionOf(reading), subjectType: owner ? "customer" : "inbound", subjectId: owner?.id ?? row.id, branchPath: owner?.branchPath ?? "",
    detail: {
      inbound: row.id, class: reading.class, keyword: reading.keyword, customers: senders.length, campaign: answered?.campaign_id ?? null,
      ...(reading.flag === null ? {} : { flag: reading.flag }), ...(dueAt === null ? {} : { score: Math.round(reading.score * 100), because: reading.because.map((one) => one.code), due: dueAt.toISOString() }),
    },
  });
  return { id: row.id, campaignId: answered?.campaign_id ?? null, isRefusal: reading.class === "refuse" };
}

function actionOf(reading: ReplyReading): AuditAction {
  if (reading.class === "refuse") return "consent.withdrawn";
  if (reading.class === "return") return "consent.given";
  return reading.holds ? "inbound.held" : "inbound.received";
}

/** The last text that left for this phone: what a reply most likely answers. */
async function lastMessageTo(tx: Tx, senders: readonly Sender[]): Promise<(Answered & { customer_id: string }) | undefined> {
  if (senders.length === 0) return undefined;
  const since = new Date(now().getTime() - LOOK_BACK_DAYS * 86_400_000);
  const rows = await tx.$queryRaw<(Answered & { customer_id: string })[]>`
    SELECT id, campaign_id, purpose, customer_id FROM message
    WHERE customer_id = ANY(${senders.map((one) => one.id)}::uuid[]) AND id >= uuid_v7_floor(${since}::timestamptz) AND state IN ('submitting', 'sent', 'delivered', 'uncertain')
    ORDER BY submitted_at DESC NULLS LAST LIMIT 1`;
  return rows[0];
}

/** "reply" alone means the word that our own texts ask for. */
function sourceOf(reading: ReplyReading): string {
  return reading.keyword === null || reading.keyword === "R" ? "reply" : `reply:${reading.keyword}`;
}

/** No more offers to this phone, whoever of the bank's customers holds it. */
async function refuse(tx: Tx, contactIndex: Uint8Array<ArrayBuffer>, senders: readonly Sender[], reading: ReplyReading, inboundId: string): Promise<void> {
  const at = now();
  const source = sourceOf(reading);
  // What was likely is now said: only the customer himself takes it back.
  await endLikely(tx, contactIndex, actor.id);
  await settleHolds(tx, contactIndex, inboundId, actor.id);
  await tx.suppression.createMany({
    data: [{ contactIndex, ...OFFERS, source, evidence: inboundId, at, recordedBy: actor.id }], skipDuplicates: true,
  });
  await tx.consentEntry.createMany({
    data: senders.map(({ id }) => ({
      customerId: id, ...OFFERS, state: "withdrawn", source, evidence: inboundId, at, wordingVersion: WORDING, recordedBy: actor.id,
    })),
  });
}

/** The customer wants offers again and says so: what a reply stopped or held is lifted (not what a branch or a carrier stopped), with this text as evidence. */
async function comeBack(tx: Tx, contactIndex: Uint8Array<ArrayBuffer>, senders: readonly Sender[], inboundId: string): Promise<void> {
  const at = now();
  await settleHolds(tx, contactIndex, inboundId, actor.id);
  await tx.suppression.updateMany({
    where: { contactIndex, ...OFFERS, liftedAt: null, OR: [{ source: { startsWith: "reply" } }, { source: "likely" }] }, data: { liftedAt: at, liftedBy: actor.id },
  });
  await tx.consentEntry.createMany({
    data: senders.map(({ id }) => ({
      customerId: id, ...OFFERS, state: "given", source: "reply", evidence: inboundId, at, wordingVersion: WORDING, recordedBy: actor.id,
    })),
  });
}

async function countReply(tx: Tx, owner: Sender, purpose: string, reading: ReplyReading): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO daily_reply AS t (day, branch_id, purpose, reply_class, count) VALUES (${bankDay(now())}::date, ${owner.branchId}::uuid, ${purpose}, ${reading.class}, 1)
    ON CONFLICT (day, branch_id, purpose, reply_class) DO UPDATE SET count = t.count + 1`;
}
