import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { can } from "@/lib/domain/access/permissions";
import type { TraceEntry } from "@/lib/domain/policy/facts";
import { db } from "../db/client";
import { readTraces } from "../decisions/traces";
import { listInbound } from "../inbound/queries";
import { listMessages, type MessageRow } from "../messages/queries";
import type { CustomerDetail } from "./queries";

type Consent = CustomerDetail["consents"][number];
type Suppression = CustomerDetail["suppressions"][number];

/** One thing that happened between the bank and a customer; what was texted to him without its text. */
export type TimelineEntry = { readonly id: string; readonly at: Date } & (
  /** The rules that decided it, where they were asked for: some twenty-five lines a message. */
  | { readonly kind: "message"; readonly message: MessageRow; readonly trace: readonly TraceEntry[] | null }
  | { readonly kind: "consent"; readonly consent: Consent }
  | { readonly kind: "reply"; readonly text: string; readonly replyClass: string; readonly handled: boolean }
  | { readonly kind: "suppression"; readonly suppression: Suppression }
);

async function traceOf(id: string): Promise<readonly TraceEntry[]> {
  const row = await db().message.findFirst({ where: { id }, select: { trace: true } });
  return row ? ((await readTraces([row.trace]))[0] ?? []) : [];
}

/** Which part of a customer's line of time is looked at, by ids of messages: what is older than one, and the one whose decision is unfolded. */
export type TimelineView = { readonly before?: string | undefined; readonly unfolded?: string | undefined };

/**
 * What happened with a customer, newest first: messages, consents, refusals and replies.
 * `before` is the message id of the page before; the ledger and the replies stand on the page whose time they fall into.
 */
export async function customerTimeline(actor: Authorized<"customer:read" | "message:read">, customer: CustomerDetail, { before, unfolded }: TimelineView = {}, take = 30): Promise<{ readonly entries: readonly TimelineEntry[]; readonly next: string | null }> {
  const [{ rows, next }, inbound] = await Promise.all([
    listMessages(actor, { customerId: customer.id }, before, take),
    can(actor, "inbox:read") ? listInbound(actor as Authorized<"customer:read" | "message:read" | "inbox:read">, { customerId: customer.id }, undefined, 200) : { rows: [] },
  ]);
  // Only of a message that is on the page: its scope has been checked with the page's.
  const trace = unfolded !== undefined && rows.some((row) => row.id === unfolded) ? await traceOf(unfolded) : null;
  const newest = before === undefined ? undefined : (await db().message.findFirst({ where: { id: before, customerId: customer.id }, select: { createdAt: true } }))?.createdAt;
  const oldest = next === null ? undefined : rows.at(-1)?.createdAt;
  const isOnPage = ({ at }: { readonly at: Date }) => (newest === undefined || at < newest) && (oldest === undefined || at >= oldest);
  const others: TimelineEntry[] = [
    ...customer.consents.map((consent): TimelineEntry => ({ id: consent.id, at: consent.at, kind: "consent", consent })),
    ...customer.suppressions.map((suppression): TimelineEntry => ({ id: suppression.id, at: suppression.at, kind: "suppression", suppression })),
    ...inbound.rows.map((row): TimelineEntry => ({ id: row.id, at: row.receivedAt, kind: "reply", text: row.text, replyClass: row.replyClass, handled: row.handledAt !== null })),
  ];
  const entries: TimelineEntry[] = [
    ...rows.map((message): TimelineEntry => ({ id: message.id, at: message.createdAt, kind: "message", message, trace: message.id === unfolded ? trace : null })),
    ...others.filter(isOnPage),
  ];
  return { entries: entries.sort((a, b) => b.at.getTime() - a.at.getTime()), next };
}
