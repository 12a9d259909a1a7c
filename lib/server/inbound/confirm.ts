import "server-only";
import { systemActor } from "@/lib/domain/access/permissions";
import { derivedId } from "@/lib/domain/api/derived-id";
import { now } from "../clock";
import { sha256 } from "../crypto/digest";
import { db, pool } from "../db/client";
import { reportUnexpected } from "../logger";
import { requestWith } from "../messages/request-message";
import { packInForce } from "../rules/queries";
import { getSetting } from "../settings/queries";

/** The whole bank's templates and customers, and nothing but one service text each. */
const actor = systemActor("inbound", ["message:send"]);

/** The FCC lets a confirmation go within five minutes (47 CFR 64.1200(a)(12)); what did not leave by then is not sent at all. */
const WITHIN_MINUTES = 5;
const AT_MOST_ONCE_IN_DAYS = 30;
const A_SWEEP = 200;

/** The same for every try, so that a crash or a repeat never confirms twice. */
export function confirmationId(inboundId: string): string {
  return derivedId(inboundId, 0, (text) => sha256(`refusal confirmed/${text}`));
}

/**
 * Confirms a refusal by keyword, once, where the bank lets it: after the refusal is committed, and whatever happens here
 * changes nothing about it. What fails is tried again by the sweeper until the time for it has passed.
 */
export async function confirmRefusal(inboundId: string): Promise<void> {
  try {
    await tryToConfirm(inboundId);
  } catch (error) {
    reportUnexpected(error, { at: "refusal confirmation", inbound: inboundId });
  }
}

async function tryToConfirm(inboundId: string): Promise<void> {
  const { allowed, template } = await getSetting("reply.confirm_refusal");
  if (!allowed || template === null) return;
  const since = new Date(now().getTime() - WITHIN_MINUTES * 60_000);
  // Whoever a person judged to refuse did not ask for anything that could be confirmed.
  const row = await db().inboundMessage.findFirst({
    where: { id: inboundId, replyClass: "refuse", handledBy: null, customerId: { not: null }, receivedAt: { gte: since } }, select: { customerId: true, fromIndex: true },
  });
  if (!row) return;
  // The text that made the refusal is confirmed, not the second "R" after it; a customer who came back since gets no late word.
  const made = await db().suppression.count({ where: { contactIndex: row.fromIndex, evidence: inboundId, liftedAt: null, source: { startsWith: "reply" } } });
  if (made === 0 || !(await isService(template)) || (await wasConfirmed(row.fromIndex, inboundId))) return;
  const customer = await db().customer.findUnique({ where: { id: row.customerId ?? "" }, select: { number: true } });
  if (!customer) return;
  await requestWith(actor, { id: confirmationId(inboundId), template, customer: customer.number, variables: {} }, await packInForce());
}

/** Never an offer, and only what was written for this. */
async function isService(key: string): Promise<boolean> {
  return (await db().template.count({ where: { key, use: "refusal_confirmed", purpose: { not: "promotion" }, channel: "sms", retiredAt: null } })) > 0;
}

async function wasConfirmed(index: Uint8Array<ArrayBuffer>, inboundId: string): Promise<boolean> {
  const since = new Date(now().getTime() - AT_MOST_ONCE_IN_DAYS * 86_400_000);
  const { rows } = await pool().query(
    `SELECT 1 AS one FROM message m JOIN template_version v ON v.id = m.template_version_id JOIN template t ON t.id = v.template_id
     WHERE m.customer_id IN (SELECT id FROM customer WHERE phone_index = $1) AND m.id >= uuid_v7_floor($2::timestamptz) AND m.contact_index = $1
       AND t.use = 'refusal_confirmed' AND m.state NOT IN ('withheld', 'failed') AND m.id <> $3::uuid LIMIT 1`, [Buffer.from(index), since, confirmationId(inboundId)],
  );
  return rows.length > 0;
}

/** The least UUIDv7 of an instant (RFC 9562 §5.7). */
function firstIdAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Refusals of the last minutes whose confirmation was lost on the way: the process ended, or the database was busy. */
export async function confirmRecentRefusals(): Promise<void> {
  const { allowed, template } = await getSetting("reply.confirm_refusal");
  if (!allowed || template === null) return;
  const since = now().getTime() - WITHIN_MINUTES * 60_000;
  // Ids carry their time: the newest rows are found without looking at all that ever came.
  const rows = await db().inboundMessage.findMany({
    where: { id: { gte: firstIdAt(since) }, replyClass: "refuse", handledBy: null, customerId: { not: null }, receivedAt: { gte: new Date(since) } }, orderBy: { id: "desc" }, take: A_SWEEP, select: { id: true },
  });
  const ids = rows.map(({ id }) => confirmationId(id));
  const known = new Set((await db().message.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(({ id }) => id));
  for (const { id } of rows) if (!known.has(confirmationId(id))) await confirmRefusal(id);
}
