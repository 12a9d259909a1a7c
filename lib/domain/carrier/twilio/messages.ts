import type { ReceiptOutcome } from "@/lib/domain/message/states";
import { formFields } from "../form";
import { isReference } from "../echo";
import { isRecord, parseJson, textAt } from "../json";
import { toE164 } from "../phone";
import type { ReadReceipt } from "../read-receipt";

// Twilio's statuses of a message (twilio.com/docs: message status values). "read" exists for other channels only.
const OUTCOMES: Readonly<Record<string, ReceiptOutcome>> = {
  accepted: "accepted", scheduled: "accepted", queued: "accepted", sending: "accepted", sent: "accepted", delivered: "delivered", read: "delivered", undelivered: "failed", failed: "failed",
};

/** What a status word says; null for a word that is none, or that belongs to messages from customers ("received"). */
export function twilioOutcome(status: string): ReceiptOutcome | null {
  return Object.hasOwn(OUTCOMES, status) ? (OUTCOMES[status] ?? null) : null;
}

const SID = /^(?:SM|MM)[0-9a-f]{32}$/;

/** Whether a text is the id of a message at Twilio. */
export function isTwilioSid(text: unknown): text is string {
  return typeof text === "string" && SID.test(text);
}

export type TwilioReading = { readonly outcome: "accepted"; readonly sid: string } | { readonly outcome: "refused"; readonly code: string } | { readonly outcome: "uncertain" };

/** Reads an answer to the creation of a message: 2xx with an id is taken, 4xx with Twilio's code is refused, everything else nobody knows. */
export function readTwilioAnswer(status: number, body: string): TwilioReading {
  const parsed = parseJson(body);
  if (!isRecord(parsed)) return { outcome: "uncertain" };
  if (status >= 200 && status < 300 && isTwilioSid(parsed.sid)) {
    // A message may be created and refused in one: it then carries the code.
    const code = textAt(parsed, "error_code", 10);
    return parsed.status === "failed" && code !== null ? { outcome: "refused", code } : { outcome: "accepted", sid: parsed.sid };
  }
  const code = textAt(parsed, "code", 10);
  return status >= 400 && status < 500 && code !== null && /^\d{5}$/.test(code) ? { outcome: "refused", code } : { outcome: "uncertain" };
}

/** Reads a status callback; `reference` is what the called address carries, because Twilio echoes nothing in the body. */
export function readTwilioReceipt(body: string, reference: string | null, receivedAt: Date): ReadReceipt | null {
  const fields = formFields(body);
  const sid = fields.get("MessageSid") ?? fields.get("SmsSid");
  const status = fields.get("MessageStatus") ?? fields.get("SmsStatus") ?? "";
  const state = twilioOutcome(status);
  if (!isTwilioSid(sid) || state === null) return null;
  const error = fields.get("ErrorCode") ?? "";
  const code = /^\d{5}$/.test(error) ? error : status;
  return { providerMessageId: sid, reference: reference !== null && isReference(reference) ? reference : null, state, code, at: receivedAt };
}

const TEXT_MAX = 2_000;

/** Reads a webhook about a message from a customer; null where it is none. */
export function readTwilioInbound(body: string, receivedAt: Date): { readonly providerInboundId: string; readonly from: string; readonly text: string; readonly at: Date } | null {
  const fields = formFields(body);
  const sid = fields.get("MessageSid") ?? fields.get("SmsSid");
  const from = toE164(fields.get("From") ?? "");
  const text = (fields.get("Body") ?? "").slice(0, TEXT_MAX);
  if (!isTwilioSid(sid) || from === null || text.trim() === "" || fields.has("MessageStatus")) return null;
  return { providerInboundId: sid, from, text, at: receivedAt };
}

export type ListedMessage = { readonly sid: string; readonly to: string; readonly body: string; readonly direction: string; readonly createdAt: Date | null };

/**
 * The one listed message that can only be ours: sent by API, to the number, with the very text, made between just before the
 * submission and `withinMs` after it, and not known as another's. Null where there is none, or more than one.
 */
export function theOnly(listed: readonly ListedMessage[], asked: { readonly to: string; readonly text: string; readonly submittedAt: Date }, taken: ReadonlySet<string>, withinMs: number): string | null {
  const from = asked.submittedAt.getTime() - 5_000;
  const candidates = listed.filter(({ sid, to, body, direction, createdAt }) => direction === "outbound-api" && to === asked.to && body === asked.text && !taken.has(sid)
    && createdAt !== null && createdAt.getTime() >= from && createdAt.getTime() <= asked.submittedAt.getTime() + withinMs);
  return candidates.length === 1 ? (candidates[0]?.sid ?? null) : null;
}
