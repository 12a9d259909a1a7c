import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { shownReceipts } from "@/lib/domain/message/call-receipts";
import { bucketOf, type MessageState } from "@/lib/domain/message/states";
import { db } from "../db/client";
import { readTraces } from "../decisions/traces";
import { maskNameOf, maskPhoneOf } from "./masks";

/** One thing that happened to a message; `kind` has words in i18n `message.event`. */
export type MessageEventView = {
  readonly at: Date;
  readonly kind: "requested" | "withheld" | "deferred" | "submitted" | "accepted" | "refused" | "unanswered" | "receipt";
  readonly detail: string;
};

/** One message of the actor's subtree with everything that is known of it; the text itself only by `revealMessage`. */
export async function getMessage(actor: Authorized<"message:read">, id: string) {
  const row = await db().message.findFirst({
    where: { id, branchPath: { startsWith: actor.branchPath } },
    select: {
      id: true, state: true, reason: true, trace: true, purpose: true, channel: true, segments: true, billingSegments: true, costMicros: true, attempts: true,
      createdAt: true, submittedAt: true, finalAt: true, notBefore: true, campaignId: true, customerId: true, templateVersionId: true, branchId: true,
      toCipher: true, providerAccountId: true, providerMessageId: true, apiKeyId: true,
    },
  });
  if (!row) return null;
  const [attempts, receipts, customer, version, campaign, branch] = await Promise.all([
    db().messageAttempt.findMany({
      where: { messageId: id }, orderBy: { ordinal: "asc" },
      select: { ordinal: true, providerAccountId: true, providerMessageId: true, outcome: true, code: true, startedAt: true, answeredAt: true },
    }),
    receiptsOf(row.providerAccountId, id, row.providerMessageId, row.channel),
    db().customer.findUnique({ where: { id: row.customerId }, select: { number: true, nameCipher: true } }),
    db().templateVersion.findUnique({
      where: { id: row.templateVersionId }, select: { number: true, text: true, signature: { select: { text: true } }, template: { select: { id: true, key: true, name: true } } },
    }),
    row.campaignId === null ? null : db().campaign.findUnique({ where: { id: row.campaignId }, select: { id: true, name: true } }),
    db().branch.findUnique({ where: { id: row.branchId }, select: { code: true, name: true, nameEn: true } }),
  ]);
  const state = row.state as MessageState;
  const [trace = []] = await readTraces([row.trace]);
  const { toCipher, branchId: _branch, ...rest } = row;
  return {
    ...rest, state, bucket: bucketOf(state), trace, attempts, receipts, campaign, branch, version,
    customer: { id: row.customerId, number: customer?.number ?? null, nameMasked: maskNameOf(customer?.nameCipher ?? null) },
    phoneMasked: maskPhoneOf(toCipher), events: eventsOf({ ...row, state }, attempts, receipts),
  };
}

export type MessageView = NonNullable<Awaited<ReturnType<typeof getMessage>>>;

async function receiptsOf(accountId: string | null, messageId: string, providerMessageId: string | null, channel: string) {
  if (accountId === null) return [];
  // Numbers of earlier attempts too: each submission got one of its own.
  const attempts = await db().messageAttempt.findMany({ where: { messageId, providerMessageId: { not: null } }, select: { providerMessageId: true } });
  const numbers = new Set([providerMessageId, ...attempts.map((one) => one.providerMessageId)].filter((one) => one !== null));
  return shownReceipts(channel, await db().receipt.findMany({
    where: { providerAccountId: accountId, providerMessageId: { in: [...numbers] } }, orderBy: { at: "asc" },
    select: { state: true, code: true, at: true, receivedAt: true, appliedAt: true, heardSeconds: true },
  }));
}

type AttemptFacts = { readonly outcome: string; readonly code: string | null; readonly startedAt: Date; readonly answeredAt: Date | null };
type ReceiptFacts = { readonly state: string; readonly code: string; readonly at: Date };

function eventsOf(
  row: { readonly state: MessageState; readonly reason: string; readonly createdAt: Date; readonly finalAt: Date | null; readonly notBefore: Date | null },
  attempts: readonly AttemptFacts[], receipts: readonly ReceiptFacts[],
): MessageEventView[] {
  const events: MessageEventView[] = [{ at: row.createdAt, kind: "requested", detail: "" }];
  if (row.state === "withheld") events.push({ at: row.finalAt ?? row.createdAt, kind: "withheld", detail: row.reason });
  if (row.state === "deferred") events.push({ at: row.createdAt, kind: "deferred", detail: row.notBefore?.toISOString() ?? row.reason });
  for (const one of attempts) {
    events.push({ at: one.startedAt, kind: "submitted", detail: "" });
    const kind = one.outcome === "accepted" ? "accepted" : one.outcome === "refused" ? "refused" : "unanswered";
    if (one.answeredAt !== null || one.outcome === "uncertain") events.push({ at: one.answeredAt ?? one.startedAt, kind, detail: one.code ?? "" });
  }
  for (const one of receipts) events.push({ at: one.at, kind: "receipt", detail: `${one.state} ${one.code}`.trim() });
  return events.sort((a, b) => a.at.getTime() - b.at.getTime());
}
