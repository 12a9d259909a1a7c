import "server-only";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { writeWord } from "../consents/write";
import { inTransaction } from "../db/transaction";
import { CODE_LINK_MS, newToken, storeLink } from "./links";
import { readMailLink } from "./mail-links";
import { pageActor } from "./page-actor";

/** An old mail still lets its reader refuse, but no longer into the page. */
const PAGE_DAYS = 30;
const WORDING = "reply";

type Owner = { id: string; branch_path: string; phone_index: Uint8Array | null; email_index: Uint8Array | null; purpose: Purpose; created_at: Date };

async function ownerOf(tx: Parameters<Parameters<typeof inTransaction>[0]>[0], messageId: string): Promise<Owner | undefined> {
  const rows = await tx.$queryRaw<Owner[]>`
    SELECT c.id, c.branch_path, c.phone_index, c.email_index, m.purpose, m.created_at FROM message m JOIN customer c ON c.id = m.customer_id
    WHERE m.id = ${messageId}::uuid AND m.channel = 'email' AND c.erased_at IS NULL FOR UPDATE OF c`;
  return rows[0];
}

/**
 * The reader of a mail wants no more of its kind: said by one press in the mail program (RFC 8058), so it holds at once and
 * is not asked about again. True also where it was said before; false for an address that nobody here made.
 */
export function refuseByMail(token: string, requestId: string | null): Promise<boolean> {
  const messageId = readMailLink(token);
  if (messageId === null) return Promise.resolve(false);
  return inTransaction(async (tx) => {
    const owner = await ownerOf(tx, messageId);
    if (!owner) return false;
    const customer = { id: owner.id, phoneIndex: owner.phone_index, emailIndex: owner.email_index };
    const held = owner.email_index === null ? 0 : await tx.suppression.count({ where: { contactIndex: new Uint8Array(owner.email_index), channel: "email", purpose: owner.purpose, liftedAt: null } });
    if (held > 0) return true;
    const actor = pageActor(owner.branch_path, requestId);
    const { entryId } = await writeWord(tx, { customer, channel: "email", purpose: owner.purpose, state: "withdrawn", wordingVersion: WORDING, source: "page", evidence: messageId, at: now(), recordedBy: actor.name });
    await recordAudit(tx, actor, { action: "consent.withdrawn", subjectType: "customer", subjectId: owner.id, branchPath: owner.branch_path, detail: { channels: ["email"], purpose: owner.purpose, source: "mail", message: messageId, entries: [entryId] } });
    return true;
  });
}

/** A fresh, short way into the page for whoever reads the mail; null where the mail is too old or nobody here made it. */
export function pageByMail(token: string): Promise<string | null> {
  const messageId = readMailLink(token);
  if (messageId === null) return Promise.resolve(null);
  return inTransaction(async (tx) => {
    const owner = await ownerOf(tx, messageId);
    const at = now();
    if (!owner || at.getTime() - owner.created_at.getTime() > PAGE_DAYS * 86_400_000) return null;
    const link = await storeLink(tx, { token: newToken(), customerId: owner.id, source: "message", createdBy: "mail", at, forMs: CODE_LINK_MS });
    return link.token;
  });
}
