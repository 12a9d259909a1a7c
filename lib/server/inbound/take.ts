import "server-only";
import { systemActor } from "@/lib/domain/access/permissions";
import { classifyReply, type ReplyReading } from "@/lib/domain/reply/classify";
import { recordAudit } from "../audit/record";
import type { CarrierInbound } from "../carriers/port";
import { now } from "../clock";
import { blindIndex } from "../crypto/blind-index";
import { encrypt } from "../crypto/cipher";
import { inTransaction, type Tx } from "../db/transaction";
import { bankDay } from "../bank-calendar";
import { pauseIfTooMany } from "../pipeline/self-control";
import { LOOK_BACK_DAYS } from "../pipeline/sizes";

const actor = systemActor("inbound", []);

/** The wording that a customer accepts or refuses by answering a text: the way out that the text itself names. */
const WORDING = "reply";

type Sender = { readonly id: string; readonly branchId: string; readonly branchPath: string };
type Answered = { readonly id: string; readonly campaign_id: string | null; readonly purpose: string };

/**
 * Takes what customers texted back, each in a transaction of its own: stored once however often the carrier repeats it;
 * a refusal holds from the commit on, also for messages of a campaign that is running.
 */
export async function takeInbound(accountId: string, inbound: readonly CarrierInbound[]): Promise<void> {
  for (const one of inbound) {
    const campaignId = await inTransaction((tx) => takeOne(tx, accountId, one));
    if (campaignId !== null) await pauseIfTooMany(campaignId);
  }
}

async function takeOne(tx: Tx, accountId: string, inbound: CarrierInbound): Promise<string | null> {
  const contactIndex = blindIndex(inbound.from, "phone");
  const senders = await tx.customer.findMany({ where: { phoneIndex: contactIndex, closedAt: null }, orderBy: { id: "asc" }, select: { id: true, branchId: true, branchPath: true } });
  const answered = await lastMessageTo(tx, senders);
  const reading = classifyReply(inbound.text);
  const owner = senders.find((one) => one.id === answered?.customer_id) ?? senders[0];
  const stored = await tx.inboundMessage.createManyAndReturn({
    data: [{
      providerAccountId: accountId, providerInboundId: inbound.providerInboundId, fromCipher: encrypt(inbound.from, "inbound.from"), fromIndex: contactIndex,
      bodyCipher: encrypt(inbound.text, "inbound.body"), replyClass: reading.class, customerId: owner?.id ?? null, branchPath: owner?.branchPath ?? null,
      messageId: answered?.id ?? null, campaignId: answered?.campaign_id ?? null, receivedAt: now(),
      // Refusals and returns are done with by what follows; questions wait for a person.
      handledAt: reading.class === "refuse" || reading.class === "return" ? now() : null,
    }],
    skipDuplicates: true, select: { id: true },
  });
  const row = stored[0];
  if (!row) return null;
  if (reading.class === "refuse") await refuse(tx, contactIndex, senders, reading, row.id);
  if (reading.class === "return") await comeBack(tx, contactIndex, senders, row.id);
  if (owner) await countReply(tx, owner, answered?.purpose ?? "account", reading);
  await recordAudit(tx, actor, {
    action: reading.class === "refuse" ? "consent.withdrawn" : reading.class === "return" ? "consent.given" : "inbound.received",
    subjectType: owner ? "customer" : "inbound", subjectId: owner?.id ?? row.id, branchPath: owner?.branchPath ?? "",
    detail: { inbound: row.id, class: reading.class, keyword: reading.keyword, customers: senders.length, campaign: answered?.campaign_id ?? null },
  });
  return answered?.campaign_id ?? null;
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
  await tx.suppression.createMany({
    data: [{ contactIndex, channel: "sms", purpose: "promotion", source, evidence: inboundId, at, recordedBy: actor.id }], skipDuplicates: true,
  });
  await tx.consentEntry.createMany({
    data: senders.map(({ id }) => ({
      customerId: id, channel: "sms", purpose: "promotion", state: "withdrawn", source, evidence: inboundId, at, wordingVersion: WORDING, recordedBy: actor.id,
    })),
  });
}

/** The customer wants offers again and says so: what a reply stopped is lifted (not what a branch or a carrier stopped), with this text as evidence. */
async function comeBack(tx: Tx, contactIndex: Uint8Array<ArrayBuffer>, senders: readonly Sender[], inboundId: string): Promise<void> {
  const at = now();
  await tx.suppression.updateMany({
    where: { contactIndex, channel: "sms", purpose: "promotion", liftedAt: null, source: { startsWith: "reply" } }, data: { liftedAt: at, liftedBy: actor.id },
  });
  await tx.consentEntry.createMany({
    data: senders.map(({ id }) => ({
      customerId: id, channel: "sms", purpose: "promotion", state: "given", source: "reply", evidence: inboundId, at, wordingVersion: WORDING, recordedBy: actor.id,
    })),
  });
}

async function countReply(tx: Tx, owner: Sender, purpose: string, reading: ReplyReading): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO daily_reply AS t (day, branch_id, purpose, reply_class, count) VALUES (${bankDay(now())}::date, ${owner.branchId}::uuid, ${purpose}, ${reading.class}, 1)
    ON CONFLICT (day, branch_id, purpose, reply_class) DO UPDATE SET count = t.count + 1`;
}
