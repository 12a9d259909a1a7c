import "server-only";
import { currentConsent, type ConsentEntry } from "@/lib/domain/consent/state";
import type { OffersState } from "@/lib/domain/customer/preference-effects";
import { CHANNELS, type Channel, type Language } from "@/lib/domain/shared/vocabulary";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";

type Contact = { readonly id: string; readonly phoneIndex: Uint8Array<ArrayBuffer> | null; readonly emailIndex: Uint8Array<ArrayBuffer> | null };

export type OffersWord = OffersState & {
  /** Channels by which offers are not refused yet in the ledger and for the contact point, where there is one. */
  readonly notRefused: readonly Channel[];
};

/** The customer's present word about offers: refused only where every channel is, agreed where one is and nothing stops it. */
export async function readOffers(tx: Tx, { id, phoneIndex, emailIndex }: Contact, at: Date): Promise<OffersWord> {
  const contacts = [phoneIndex, emailIndex].filter((index) => index !== null);
  const [entries, suppressions] = await Promise.all([
    tx.consentEntry.findMany({ where: { customerId: id, purpose: "promotion" }, select: { channel: true, purpose: true, state: true, at: true, source: true } }),
    tx.suppression.findMany({ where: { contactIndex: { in: contacts }, liftedAt: null, OR: [{ purpose: null }, { purpose: "promotion" }] }, select: { contactIndex: true, channel: true } }),
  ]);
  const words = CHANNELS.map((channel) => {
    const { state } = currentConsent(entries as unknown as readonly ConsentEntry[], "promotion", channel, at);
    const index = channel === "email" ? emailIndex : phoneIndex;
    // Texts and calls share a phone, and its refusals.
    const isStopped = index !== null && suppressions.some((one) => Buffer.compare(one.contactIndex, index) === 0 && (one.channel === null || (one.channel === "email") === (channel === "email")));
    return { channel, state: isStopped ? ("withdrawn" as const) : state, isWhole: state === "withdrawn" && (isStopped || index === null) };
  });
  const given = words.filter((word) => word.state === "given").map((word) => word.channel);
  const isRefused = given.length === 0 && words.some((word) => word.state === "withdrawn");
  return {
    state: given.length > 0 ? "given" : isRefused ? "withdrawn" : "none", channels: given,
    notRefused: words.filter((word) => !word.isWhole).map((word) => word.channel),
  };
}

/** What the ledger calls the words on the customer's page while no wording has been published. */
export const BUILT_IN_WORDING = "page-1";

export type OfferedWording = { readonly version: string; readonly texts: Readonly<Record<Language, string>> | null };

/** The words a customer agrees to when offers may come again: the newest published ones; null texts mean those built into the page. */
export async function wordingForOffers(at: Date, tx: Tx = db()): Promise<OfferedWording> {
  const row = await tx.consentWording.findFirst({
    where: { purpose: "promotion", state: "published", OR: [{ effectiveFrom: null }, { effectiveFrom: { lte: at } }] },
    orderBy: [{ effectiveFrom: { sort: "desc", nulls: "last" } }, { publishedAt: "desc" }], select: { version: true, textZh: true, textEn: true, frequencyZh: true, frequencyEn: true },
  });
  if (!row) return { version: BUILT_IN_WORDING, texts: null };
  return { version: row.version, texts: { "zh-CN": `${row.textZh}\n${row.frequencyZh}`.trim(), en: `${row.textEn}\n${row.frequencyEn}`.trim() } };
}
