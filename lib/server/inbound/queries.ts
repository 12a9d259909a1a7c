import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ReplyClass } from "@/lib/domain/reply/keywords";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { maskNameOf, maskPhoneOf } from "../messages/masks";
import { inboundScope } from "./scope";

export type InboundFilters = { readonly replyClass?: ReplyClass; readonly open?: boolean; readonly customerId?: string; readonly campaignId?: string };

export const INBOUND_A_PAGE = 50;

/** What customers of the actor's subtree texted back, newest first, by keyset. */
export async function listInbound(actor: Authorized<"inbox:read">, filters: InboundFilters, before?: string, take = INBOUND_A_PAGE) {
  const rows = await db().inboundMessage.findMany({
    where: {
      ...inboundScope(actor),
      ...(filters.replyClass ? { replyClass: filters.replyClass } : {}), ...(filters.open === true ? { handledAt: null } : {}),
      ...(filters.customerId ? { customerId: filters.customerId } : {}), ...(filters.campaignId ? { campaignId: filters.campaignId } : {}),
      ...(before ? { id: { lt: before } } : {}),
    },
    select: { id: true, replyClass: true, bodyCipher: true, fromCipher: true, customerId: true, campaignId: true, messageId: true, receivedAt: true, handledAt: true },
    orderBy: { id: "desc" }, take: take + 1,
  });
  const page = rows.slice(0, take);
  const customers = new Map((await db().customer.findMany({
    where: { id: { in: page.flatMap((row) => (row.customerId === null ? [] : [row.customerId])) } },
    select: { id: true, number: true, nameCipher: true, phoneCipher: true, branch: { select: { name: true, nameEn: true } } },
  })).map((one) => [one.id, one]));
  return {
    rows: page.map(({ bodyCipher, fromCipher: _from, customerId, ...row }) => {
      const customer = customerId === null ? undefined : customers.get(customerId);
      return {
        ...row, text: decrypt(bodyCipher, "inbound.body"),
        customer: customer ? { id: customer.id, number: customer.number, nameMasked: maskNameOf(customer.nameCipher), phoneMasked: maskPhoneOf(customer.phoneCipher), branch: customer.branch } : null,
      };
    }),
    next: rows.length > take ? (page.at(-1)?.id ?? null) : null,
  };
}

export type InboundRow = Awaited<ReturnType<typeof listInbound>>["rows"][number];

/** How many texts of the actor's subtree wait for a person. */
export function countOpenInbound(actor: Authorized<"inbox:read">): Promise<number> {
  return db().inboundMessage.count({ where: { ...inboundScope(actor), handledAt: null } });
}
