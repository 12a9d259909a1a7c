import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { ReplyClass, ReplyFlag } from "@/lib/domain/reply/keywords";
import type { Prisma } from "@/prisma/generated/client";
import { now } from "../clock";
import { decrypt } from "../crypto/cipher";
import { db } from "../db/client";
import { maskNameOf, maskPhoneOf } from "../messages/masks";
import { inboundScope } from "./scope";

export type InboundFilters = {
  readonly replyClass?: ReplyClass; readonly open?: boolean; readonly customerId?: string; readonly campaignId?: string;
  /** Given to the actor himself. */
  readonly mine?: boolean;
  /** A complaint or a fraud that compliance has not looked at yet. */
  readonly flagged?: boolean;
  /** Whether a decision is overdue; absent: either. */
  readonly overdue?: boolean;
};

export const INBOUND_A_PAGE = 50;

const overdueAt = (at: Date): Prisma.InboundMessageWhereInput => ({ dueAt: { lt: at }, handledAt: null });

function whereOf(actor: Authorized<"inbox:read">, filters: InboundFilters): Prisma.InboundMessageWhereInput {
  const at = now();
  return {
    AND: [
      inboundScope(actor),
      filters.replyClass ? { replyClass: filters.replyClass } : {},
      filters.open === true ? { handledAt: null } : {},
      filters.customerId ? { customerId: filters.customerId } : {},
      filters.campaignId ? { campaignId: filters.campaignId } : {},
      filters.mine === true ? { assigneeId: actor.id } : {},
      filters.flagged === true ? { flag: { not: null }, flagClearedAt: null } : {},
      filters.overdue === true ? overdueAt(at) : {},
      // Not NOT(…): a text without a deadline would be neither.
      filters.overdue === false ? { OR: [{ dueAt: null }, { dueAt: { gte: at } }, { handledAt: { not: null } }] } : {},
    ],
  };
}

/** What customers of the actor's subtree texted back, newest first, by keyset. */
export async function listInbound(actor: Authorized<"inbox:read">, filters: InboundFilters, before?: string, take = INBOUND_A_PAGE) {
  const rows = await db().inboundMessage.findMany({
    where: { ...whereOf(actor, filters), ...(before ? { id: { lt: before } } : {}) },
    select: {
      id: true, replyClass: true, bodyCipher: true, customerId: true, campaignId: true, messageId: true, receivedAt: true, handledAt: true,
      score: true, flag: true, flagClearedAt: true, dueAt: true, assigneeId: true, assigneeName: true,
    },
    orderBy: { id: "desc" }, take: take + 1,
  });
  const page = rows.slice(0, take);
  const customers = new Map((await db().customer.findMany({
    where: { id: { in: page.flatMap((row) => (row.customerId === null ? [] : [row.customerId])) } },
    select: { id: true, number: true, nameCipher: true, phoneCipher: true, branch: { select: { name: true, nameEn: true } } },
  })).map((one) => [one.id, one]));
  return {
    rows: page.map(({ bodyCipher, customerId, flag, flagClearedAt, ...row }) => {
      const customer = customerId === null ? undefined : customers.get(customerId);
      return {
        ...row, text: decrypt(bodyCipher, "inbound.body"), flag: flagClearedAt === null ? (flag as ReplyFlag | null) : null,
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

/** How many decisions about likely refusals are overdue in the actor's subtree. */
export function countOverdueInbound(actor: Authorized<"inbox:read">): Promise<number> {
  return db().inboundMessage.count({ where: whereOf(actor, { overdue: true }) });
}
