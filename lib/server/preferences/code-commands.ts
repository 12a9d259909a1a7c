import "server-only";
import { randomInt, timingSafeEqual } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { blindIndex } from "../crypto/blind-index";
import { now } from "../clock";
import { takeRate } from "../auth/limiter";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { recordAudit } from "../audit/record";
import { reportUnexpected } from "../logger";
import { requestWith } from "../messages/request-message";
import { packInForce } from "../rules/queries";
import { pageActor, pageSender } from "./page-actor";
import { markSecret } from "./secret-texts";
import { templateFor } from "./templates";

export const CODE_MINUTES = 5;
export const CODE_TRIES = 5;
export const CODES_AN_HOUR = 3;
const MINUTE_MS = 60_000;

/** What is kept of a code: useless for another row, and without the bank's own key. */
function codeHash(id: string, code: string): Uint8Array<ArrayBuffer> {
  return blindIndex(`${id}\0${code}`, "page_code");
}

export type StartedCode = {
  /** Where the code will be entered; says nothing and opens nothing by itself. */
  readonly id: string;
  /** Sends the code; run after the answer has left, so that its time does not tell who is a customer. */
  readonly deliver: () => Promise<void>;
};

/**
 * Begins a code for a phone, whether or not anybody has it: the same row, the same limits, the same answer. Null when this
 * phone has had its codes for the hour.
 */
export async function startCode(phone: string, requestId: string | null): Promise<StartedCode | null> {
  const contactIndex = blindIndex(phone, "phone");
  if ((await takeRate("page-code", Buffer.from(contactIndex).toString("base64url"), CODES_AN_HOUR, 3_600)) > 0) return null;
  const id = crypto.randomUUID();
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  const at = now();
  const expiresAt = new Date(at.getTime() + CODE_MINUTES * MINUTE_MS);
  await db().accessCode.create({ data: { id, contactIndex, codeHash: codeHash(id, code), createdAt: at, expiresAt }, select: { id: true } });
  return { id, deliver: () => sendCode(contactIndex, code, expiresAt, requestId) };
}

async function sendCode(contactIndex: Uint8Array<ArrayBuffer>, code: string, expiresAt: Date, requestId: string | null): Promise<void> {
  try {
    // A family phone: the text names nobody, so it may go to any of them.
    const customer = await db().customer.findFirst({
      where: { phoneIndex: contactIndex, closedAt: null, erasedAt: null }, orderBy: { id: "asc" }, select: { id: true, number: true, branchPath: true, language: true },
    });
    if (!customer) return;
    const template = await templateFor("page_code", customer.branchPath, customer.language);
    if (!template) throw new Error("no approved template with use page_code");
    const messageId = uuidv7();
    await markSecret(messageId, expiresAt);
    const sent = await requestWith(pageSender(), { id: messageId, template: template.key, customer: customer.number, variables: { [template.variable]: code } }, await packInForce());
    const outcome = sent.ok ? sent.value.decision.outcome : sent.error.code;
    await inTransaction((tx) => recordAudit(tx, pageActor(customer.branchPath, requestId), {
      action: "page.code_sent", subjectType: "customer", subjectId: customer.id, branchPath: customer.branchPath, detail: { message: sent.ok ? messageId : null, outcome },
    }));
  } catch (error) {
    reportUnexpected(error, { form: "page.code", requestId });
  }
}

/**
 * Tries a code. Each try counts before it is judged, so that many at once get no more of them; wrong, late, used up and
 * unknown look alike. Answers whose phone it is.
 */
export async function tryCode(tx: Tx, id: string, code: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const at = now();
  const { count } = await tx.accessCode.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: at }, attempts: { lt: CODE_TRIES } }, data: { attempts: { increment: 1 } },
  });
  if (count === 0) return null;
  const row = await tx.accessCode.findUniqueOrThrow({ where: { id }, select: { contactIndex: true, codeHash: true } });
  if (!timingSafeEqual(row.codeHash, codeHash(id, code))) return null;
  await tx.accessCode.update({ where: { id }, data: { usedAt: at }, select: { id: true } });
  return row.contactIndex;
}
