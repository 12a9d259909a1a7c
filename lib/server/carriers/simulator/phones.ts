import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { decrypt } from "../../crypto/cipher";
import { db } from "../../db/client";
import { maskNameOf, maskPhoneOf } from "../../messages/masks";

const PHONES_A_PAGE = 30;

/** Phones at the simulated carrier that belong to customers of the actor's subtree, the last written to first. */
export async function listPhones(actor: Authorized<"phones:use">, options: { readonly before?: string; readonly take?: number } = {}) {
  const take = options.take ?? PHONES_A_PAGE;
  // Without a cursor nothing bounds the time: the carrier's clock may be ahead of ours.
  const before = options.before ? new Date(options.before) : null;
  // Walk the newest texts and keep each phone once: enough rows for a page however often one phone was written to.
  const rows = await db().$queryRaw<{ customer_id: string; number: string; name_cipher: Uint8Array; phone_cipher: Uint8Array; body_cipher: Uint8Array; accepted_at: Date }[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (c.id) c.id AS customer_id, c.number, c.name_cipher, c.phone_cipher, s.body_cipher, s.accepted_at
      FROM (SELECT to_index, body_cipher, accepted_at FROM simulated_message WHERE arrived AND (${before}::timestamptz IS NULL OR accepted_at < ${before}) ORDER BY accepted_at DESC LIMIT ${take * 40}) s
      JOIN customer c ON c.phone_index = s.to_index WHERE c.branch_path LIKE ${`${actor.branchPath}%`} ORDER BY c.id, s.accepted_at DESC) r
    ORDER BY r.accepted_at DESC, r.customer_id LIMIT ${take + 1}`;
  const page = rows.slice(0, take);
  return {
    rows: page.map((row) => ({
      customerId: row.customer_id, number: row.number, nameMasked: maskNameOf(row.name_cipher), phoneMasked: maskPhoneOf(row.phone_cipher),
      lastText: decrypt(row.body_cipher, "simulator.body"), lastAt: row.accepted_at,
    })),
    next: rows.length > take ? (page.at(-1)?.accepted_at.toISOString() ?? null) : null,
  };
}

export type PhoneText = { readonly id: string; readonly from: "bank" | "customer"; readonly text: string; readonly at: Date };

/** What one customer's phone shows: texts that arrived and answers, oldest first; null outside the actor's subtree. */
export async function phoneMessages(actor: Authorized<"phones:use">, customerId: string, take = 50) {
  const customer = await db().customer.findFirst({
    where: { id: customerId, branchPath: { startsWith: actor.branchPath } }, select: { id: true, number: true, nameCipher: true, phoneCipher: true, phoneIndex: true },
  });
  if (!customer?.phoneIndex) return null;
  const [received, answers] = await Promise.all([
    db().simulatedMessage.findMany({
      where: { toIndex: customer.phoneIndex, arrived: true }, orderBy: { acceptedAt: "desc" }, take, select: { providerMessageId: true, bodyCipher: true, acceptedAt: true },
    }),
    db().inboundMessage.findMany({
      // A phone that several share shows what was written on it, whoever of them the bank takes it to be from.
      where: { fromIndex: customer.phoneIndex }, orderBy: { receivedAt: "desc" }, take, select: { id: true, bodyCipher: true, receivedAt: true },
    }),
  ]);
  const texts: PhoneText[] = [
    ...received.map((row): PhoneText => ({ id: row.providerMessageId, from: "bank", text: decrypt(row.bodyCipher, "simulator.body"), at: row.acceptedAt })),
    ...answers.map((row): PhoneText => ({ id: row.id, from: "customer", text: decrypt(row.bodyCipher, "inbound.body"), at: row.receivedAt })),
  ];
  return {
    customerId: customer.id, number: customer.number, nameMasked: maskNameOf(customer.nameCipher), phoneMasked: maskPhoneOf(customer.phoneCipher),
    texts: texts.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-take),
  };
}
