import "server-only";
import type { ConsentSource } from "@/lib/domain/consent/sources";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { Tx } from "../db/transaction";

export type Word = {
  readonly customer: { readonly id: string; readonly phoneIndex: Uint8Array<ArrayBuffer> | null; readonly emailIndex: Uint8Array<ArrayBuffer> | null };
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly state: "given" | "withdrawn";
  readonly wordingVersion: string;
  readonly source: ConsentSource;
  readonly evidence: string | null;
  readonly at: Date;
  readonly recordedBy: string;
};

/** Adds the customer's word to the ledger; a refusal also stops the contact point itself, a consent lifts what stopped exactly this. */
export async function writeWord(tx: Tx, { customer, channel, purpose, state, wordingVersion, source, evidence, at, recordedBy }: Word): Promise<void> {
  await tx.consentEntry.create({ data: { customerId: customer.id, channel, purpose, state, wordingVersion, source, evidence, at, recordedBy }, select: { id: true } });
  const contactIndex = channel === "email" ? customer.emailIndex : customer.phoneIndex;
  if (contactIndex === null) return;
  const scope = { contactIndex, channel, purpose };
  if (state === "given") await tx.suppression.updateMany({ where: { ...scope, liftedAt: null }, data: { liftedAt: at, liftedBy: recordedBy } });
  else await tx.suppression.create({ data: { ...scope, source, evidence, at, recordedBy }, select: { id: true } });
}
