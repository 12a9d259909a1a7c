import "server-only";
import type { Tx } from "../db/transaction";
import { now } from "../clock";

type PhoneIndex = Uint8Array<ArrayBuffer>;

/** What a reply stops: offers by text message. */
export const OFFERS = { channel: "sms", purpose: "promotion" } as const;

/** Everything that is decided about one phone happens one after another: a refusal and a judgement must see each other. Take it before any row. */
export async function lockPhone(tx: Tx, index: PhoneIndex): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(encode(${index}::bytea, 'hex'), 1))::text AS locked`;
}

/** No offers until a person has looked. Where a refusal stands already, that says so. */
export async function holdOffers(tx: Tx, index: PhoneIndex, inboundId: string, by: string): Promise<void> {
  await tx.suppression.createMany({ data: [{ contactIndex: index, ...OFFERS, source: "likely", evidence: inboundId, at: now(), recordedBy: by }], skipDuplicates: true });
}

/** The customer, or a person, has said what was only likely: other texts of this phone need no decision any more. */
export async function settleHolds(tx: Tx, index: PhoneIndex, exceptId: string, by: string): Promise<void> {
  const open = { fromIndex: index, dueAt: { not: null }, handledAt: null, id: { not: exceptId } };
  await tx.inboundMessage.updateMany({ where: { ...open, replyClass: "likelyRefusal" }, data: { handledAt: now(), handledBy: by } });
  // What complains as well still wants somebody, only not for its refusal.
  await tx.inboundMessage.updateMany({ where: { ...open, replyClass: { not: "likelyRefusal" } }, data: { dueAt: null } });
}

/** Ends what was only likely, so that the word now known can stand in its place. */
export async function endLikely(tx: Tx, index: PhoneIndex, by: string): Promise<void> {
  await tx.suppression.updateMany({ where: { contactIndex: index, ...OFFERS, source: "likely", liftedAt: null }, data: { liftedAt: now(), liftedBy: by } });
}

/**
 * It was no refusal: offers may go again, unless another text of this phone waits for a decision or somebody recorded a
 * refusal while this one was held. A full refusal is never touched.
 */
export async function releaseHold(tx: Tx, index: PhoneIndex, inboundId: string, by: string): Promise<"released" | "held" | "refused"> {
  const likely = await tx.suppression.findFirst({ where: { contactIndex: index, ...OFFERS, source: "likely", liftedAt: null }, select: { id: true, at: true } });
  if (!likely) return "refused";
  const another = await tx.inboundMessage.findFirst({ where: { fromIndex: index, dueAt: { not: null }, handledAt: null, id: { not: inboundId } }, orderBy: { id: "asc" }, select: { id: true } });
  if (another) {
    await tx.suppression.update({ where: { id: likely.id }, data: { evidence: another.id }, select: { id: true } });
    return "held";
  }
  const household = await tx.customer.findMany({ where: { phoneIndex: index }, select: { id: true } });
  const said = await tx.consentEntry.findMany({
    where: { customerId: { in: household.map(({ id }) => id) }, ...OFFERS, at: { gte: likely.at } }, orderBy: { at: "desc" },
    select: { customerId: true, state: true, source: true, evidence: true }, distinct: ["customerId"],
  });
  // At the counter or on his page: the list held "likely" already, so nothing was added to it then.
  const refused = said.find((one) => one.state === "withdrawn");
  if (refused) {
    await tx.suppression.update({ where: { id: likely.id }, data: { source: refused.source, evidence: refused.evidence }, select: { id: true } });
    return "refused";
  }
  await tx.suppression.update({ where: { id: likely.id }, data: { liftedAt: now(), liftedBy: by }, select: { id: true } });
  return "released";
}
