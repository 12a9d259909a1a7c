import type { CallReason } from "@/lib/domain/message/call-reasons";
import { classifyCode } from "@/lib/domain/message/provider-error";
import type { ReceiptOutcome } from "@/lib/domain/message/states";
import { isReference } from "../echo";
import { formFields } from "../form";
import { isRecord, parseJson, textAt } from "../json";
import { secondsOf } from "../seconds";

const SID = /^CA[0-9a-f]{32}$/;

export type TwilioCallReading = { readonly outcome: "accepted"; readonly sid: string } | { readonly outcome: "refused"; readonly code: string } | { readonly outcome: "uncertain" };

/** Reads an answer to the creation of a call: 2xx with an id is placed, 4xx with Twilio's code is refused, everything else nobody knows. */
export function readTwilioCallAnswer(status: number, body: string): TwilioCallReading {
  const parsed = parseJson(body);
  if (!isRecord(parsed)) return { outcome: "uncertain" };
  const sid = textAt(parsed, "sid", 40) ?? "";
  if (status >= 200 && status < 300) return SID.test(sid) ? { outcome: "accepted", sid } : { outcome: "uncertain" };
  const code = textAt(parsed, "code", 10) ?? "";
  return status >= 400 && status < 500 && /^\d{5}$/.test(code) ? { outcome: "refused", code } : { outcome: "uncertain" };
}

/** The language that a text is read in: Chinese where it holds a Chinese character. */
export function spokenLanguage(text: string): "zh-CN" | "en-US" {
  return /\p{Script=Han}/u.test(text) ? "zh-CN" : "en-US";
}

/** What the address carries once the whole text was read out: the call asks there for more, and gets its end. */
export const HEARD = "heard";

// Twilio's statuses of a call (twilio.com/docs/voice/api/call-resource#call-status-values). "Completed" says only that somebody
// answered: who heard the text to the end was reported as `heard` while the call still stood, and the first end holds.
const OUTCOMES: Readonly<Record<string, ReceiptOutcome>> = {
  queued: "accepted", initiated: "accepted", ringing: "accepted", "in-progress": "accepted", completed: "failed", busy: "failed", "no-answer": "failed", canceled: "failed", failed: "failed",
};

const REASONS: Readonly<Record<string, CallReason>> = { completed: "hung_up", busy: "busy", "no-answer": "no_answer", "sip.480": "out_of_reach" };

/** Why a call with this result was not heard: a reason of lib/domain/message/reasons.ts. */
export function twilioCallReason(code: string): string {
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (reason !== undefined) return reason;
  const known = classifyCode("twilio-voice-call", code);
  return known.class === "invalid_number" ? known.class : /^(?:failed|canceled|sip\.\d{3})$/.test(code) ? "undelivered" : "unmapped";
}

export type ReadCall = { readonly providerMessageId: string; readonly reference: string | null; readonly state: ReceiptOutcome; readonly code: string; readonly at: Date; readonly heardSeconds: number | null };

/** Reads what Twilio asks or reports about a call; `query` is the address's, because Twilio echoes nothing in the body. Null where it is neither. */
export function readTwilioCall(body: string, query: URLSearchParams, receivedAt: Date): ReadCall | null {
  const fields = formFields(body);
  const sid = fields.get("CallSid") ?? "";
  const status = fields.get("CallStatus") ?? "";
  const outcome = Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status] : undefined;
  // A call from a customer is none of ours.
  if (!SID.test(sid) || outcome === undefined || (fields.get("Direction") ?? "outbound-api") !== "outbound-api") return null;
  const reference = query.get("reference") ?? "";
  const about = { providerMessageId: sid, reference: isReference(reference) ? reference : null, at: receivedAt };
  if (query.has(HEARD) && (status === "in-progress" || status === "completed")) return { ...about, state: "delivered", code: HEARD, heardSeconds: null };
  const sip = fields.get("SipResponseCode") ?? "";
  const code = status === "failed" && /^[3-6]\d\d$/.test(sip) ? `sip.${sip}` : status;
  return { ...about, state: outcome, code, heardSeconds: status === "completed" ? secondsOf(fields.get("CallDuration")) : null };
}
