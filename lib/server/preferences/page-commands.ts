import "server-only";
import type { PreferenceFields } from "@/lib/domain/customer/preference";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { writeWord } from "../consents/write";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";
import { readOffers, wordingForOffers } from "./offers";
import { pageActor } from "./page-actor";
import { CODE_LINK_MS, newToken, openLink, storeLink, type MadeLink } from "./links";
import { writePreference, type SaveRefusal } from "./save";
import { tryCode } from "./code-commands";

/** What a customer's own page does, each proved by the link it was done with. */
export type ByLink = { readonly token: string; readonly requestId: string | null };

type Gone = { readonly code: "page.gone" };

/** The link's customer, held until the transaction ends: two taps at once are one after the other. */
async function hold(tx: Tx, token: string, at: Date) {
  const link = await openLink(tx, token, at);
  if (!link) return null;
  await tx.$queryRaw`SELECT id FROM customer WHERE id = ${link.customer.id}::uuid FOR UPDATE`;
  return link;
}

/** No more offers, by no channel: in the ledger, and for the phone and the address themselves. Once said, saying it again adds nothing. */
export function refuseOffers({ token, requestId }: ByLink): Promise<Result<null, Gone>> {
  return inTransactionOrRefused<Result<null, Gone>>(async (tx) => {
    const at = now();
    const link = await hold(tx, token, at);
    if (!link) return fail({ code: "page.gone" });
    const { customer } = link;
    const actor = pageActor(customer.branchPath, requestId);
    const { notRefused } = await readOffers(tx, customer, at);
    if (notRefused.length === 0) return ok(null);
    const { version } = await wordingForOffers(at, tx);
    const entries: string[] = [];
    for (const channel of notRefused) {
      const { entryId } = await writeWord(tx, { customer, channel, purpose: "promotion", state: "withdrawn", wordingVersion: version, source: "page", evidence: link.id, at, recordedBy: actor.name });
      entries.push(entryId);
    }
    await recordAudit(tx, actor, {
      action: "consent.withdrawn", subjectType: "customer", subjectId: customer.id, branchPath: customer.branchPath, detail: { channels: notRefused, purpose: "promotion", source: "page", link: link.id, entries },
    });
    return ok(null);
  });
}

/** The customer wants offers again, by the channels named, in answer to the words shown. */
export function agreeToOffers({ token, requestId }: ByLink, channels: readonly Channel[], wording: string): Promise<Result<null, Gone | { readonly code: "page.wording_changed" | "page.no_channel" }>> {
  return inTransactionOrRefused<Result<null, Gone | { readonly code: "page.wording_changed" | "page.no_channel" }>>(async (tx) => {
    const at = now();
    const link = await hold(tx, token, at);
    if (!link) return fail({ code: "page.gone" });
    const { customer } = link;
    const { version } = await wordingForOffers(at, tx);
    // A yes to words that were replaced while the page lay open is no yes to the new ones.
    if (version !== wording) return fail({ code: "page.wording_changed" });
    const reachable = channels.filter((channel) => (channel === "email" ? customer.emailIndex : customer.phoneIndex) !== null);
    if (reachable.length === 0) return fail({ code: "page.no_channel" });
    const actor = pageActor(customer.branchPath, requestId);
    const entries: string[] = [];
    for (const channel of reachable) {
      const { entryId } = await writeWord(tx, { customer, channel, purpose: "promotion", state: "given", wordingVersion: version, source: "page", evidence: link.id, at, recordedBy: actor.name });
      entries.push(entryId);
    }
    // Texts and calls share refusals of a phone: what this page stopped for calls would stop the texts just agreed to. The
    // ledger keeps the refusal of calls.
    if (reachable.includes("sms") && customer.phoneIndex) {
      await tx.suppression.updateMany({
        where: { contactIndex: customer.phoneIndex, channel: "voice", purpose: "promotion", source: "page", liftedAt: null }, data: { liftedAt: at, liftedBy: actor.name },
      });
    }
    // A preference that says "by no channel" would keep every offer back.
    if (customer.preference) {
      const said = customer.preference.channels as Readonly<Record<string, readonly Channel[]>>;
      if (said.promotion !== undefined) {
        const rest = Object.fromEntries(Object.entries(said).filter(([purpose]) => purpose !== "promotion"));
        await tx.preference.update({ where: { customerId: customer.id }, data: { channels: rest, lockVersion: { increment: 1 }, updatedBy: actor.name, updatedAt: at }, select: { customerId: true } });
      }
    }
    await recordAudit(tx, actor, {
      action: "consent.given", subjectType: "customer", subjectId: customer.id, branchPath: customer.branchPath,
      detail: { channels: reachable, purpose: "promotion", source: "page", wording: version, link: link.id, entries },
    });
    return ok(null);
  });
}

/** Keeps everything else a customer can say; refused when somebody changed it since the page was opened. */
export function savePage({ token, requestId }: ByLink, said: PreferenceFields, lockVersion: number): Promise<Result<null, Gone | SaveRefusal>> {
  return inTransactionOrRefused<Result<null, Gone | SaveRefusal>>(async (tx) => {
    const link = await hold(tx, token, now());
    if (!link) return fail({ code: "page.gone" });
    const { customer } = link;
    const saved = await writePreference(tx, pageActor(customer.branchPath, requestId), customer, { said, lockVersion, source: "page", evidence: link.id });
    return saved.ok ? ok(null) : saved;
  });
}

/** Opens the page of whoever holds the phone, for half an hour; the first of a family, who can then change to another. */
export function enterCode(id: string, code: string): Promise<MadeLink | null> {
  return inTransaction(async (tx) => {
    const contactIndex = await tryCode(tx, id, code);
    if (contactIndex === null) return null;
    const customer = await tx.customer.findFirst({ where: { phoneIndex: contactIndex, closedAt: null, erasedAt: null }, orderBy: { id: "asc" }, select: { id: true } });
    if (!customer) return null;
    return storeLink(tx, { token: newToken(), customerId: customer.id, source: "code", createdBy: "customer-page", at: now(), forMs: CODE_LINK_MS });
  });
}

/** The page of another customer with the same phone, for somebody who proved to hold it. */
export function openOther(token: string, customerId: string): Promise<MadeLink | null> {
  return inTransaction(async (tx) => {
    const at = now();
    const link = await openLink(tx, token, at);
    if (link?.source !== "code" || link.customer.phoneIndex === null) return null;
    const other = await tx.customer.findFirst({ where: { id: customerId, phoneIndex: link.customer.phoneIndex, closedAt: null, erasedAt: null }, select: { id: true } });
    if (!other) return null;
    return storeLink(tx, { token: newToken(), customerId: other.id, source: "code", createdBy: "customer-page", at, forMs: link.expiresAt.getTime() - at.getTime() });
  });
}

