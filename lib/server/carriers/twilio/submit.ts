import "server-only";
import { withDoubt } from "@/lib/domain/carrier/doubt";
import { toE164 } from "@/lib/domain/carrier/phone";
import { readTwilioAnswer } from "@/lib/domain/carrier/twilio/messages";
import type { CarrierAccount, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { doubtOfRequest, type WireAnswer } from "../wire/request";
import { twilioClient } from "./client";
import { twilioAccount, type TwilioSecrets, type TwilioSettings } from "./settings";

/** A batch may use this much of the time-outs of its calls before it begins no more of them. */
const BATCH_MS = 15_000;

/** Most characters of a body (twilio.com/docs: error 21617). */
export const BODY_MAX = 1_600;

/** Hands messages over one by one, several at a time; what was not answered is uncertain, and no call is made twice. */
export async function submit(account: CarrierAccount, batch: readonly Outgoing[], call: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const refuse = (code: string) => ({ outcome: "refused", code }) as const;
  const own = twilioAccount(account);
  if (!own) return new Map(batch.map((one) => [one.reference, refuse("hongyan.misconfigured")]));
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, own.settings.connections, { signal: call.signal, untilMs: BATCH_MS }, async (message) => {
    const fault = toE164(message.to) !== message.to ? "hongyan.invalid_number" : message.text.length > BODY_MAX ? "21617" : null;
    answers.set(message.reference, fault === null ? await sendOne(own.settings, own.secrets, message, call) : refuse(fault));
  });
  for (const one of left) answers.set(one.reference, refuse("hongyan.never_taken"));
  return answers;
}

/** The address that Twilio reports one message to: it carries our reference, because Twilio echoes nothing in the body. */
export function statusCallbackFor(url: string, reference: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}reference=${encodeURIComponent(reference)}`;
}

async function sendOne(settings: TwilioSettings, secrets: TwilioSecrets, { reference, to, text }: Outgoing, call: SubmitCall): Promise<SubmitAnswer> {
  let answer: WireAnswer | undefined;
  const client = await twilioClient(settings, secrets, call.signal, (exchange) => {
    answer = exchange.answer;
    call.record?.([reference], { direction: "sent", what: `POST ${exchange.url}`, body: exchange.body });
    call.record?.([reference], { direction: "received", what: exchange.answer.kind === "answered" ? `HTTP ${String(exchange.answer.status)}` : exchange.answer.kind, body: exchange.answer.kind === "answered" ? exchange.answer.body : exchange.answer.why });
  });
  try {
    await client.messages.create({
      to, body: text, ...(settings.from === undefined ? { messagingServiceSid: settings.messagingServiceSid ?? "" } : { from: settings.from }),
      ...(settings.statusCallbackUrl === undefined ? {} : { statusCallback: statusCallbackFor(settings.statusCallbackUrl, reference) }),
    });
  } catch {
    // What the package makes of an answer matters less than the answer itself, which is read below.
  }
  if (answer === undefined) return { outcome: "refused", code: "hongyan.never_taken" };
  if (answer.kind === "never_left") return { outcome: "refused", code: "hongyan.unreachable" };
  if (answer.kind === "unanswered") return { outcome: "uncertain", why: doubtOfRequest(answer.why) };
  const reading = readTwilioAnswer(answer.status, answer.body);
  return reading.outcome === "accepted" ? { outcome: "accepted", providerMessageId: reading.sid } : withDoubt(reading, "unreadable_answer");
}
