import "server-only";
import { withDoubt } from "@/lib/domain/carrier/doubt";
import { toE164 } from "@/lib/domain/carrier/phone";
import { readTwilioCallAnswer } from "@/lib/domain/carrier/twilio-voice/calls";
import type { CarrierAccount, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { twilioClient } from "../twilio/client";
import type { TwilioSecrets } from "../twilio/settings";
import { statusCallbackFor } from "../twilio/submit";
import { inParallel } from "../wire/in-parallel";
import { doubtOfRequest, type WireAnswer } from "../wire/request";
import { callScript } from "./script";
import { twilioVoiceAccount, type TwilioVoiceSettings } from "./settings";

/** A batch may use this much of the time-outs of its calls before it begins no more of them. */
const BATCH_MS = 15_000;

/** Has people called one by one, several at a time; what was not answered is uncertain, and nobody is called twice. */
export async function submit(account: CarrierAccount, batch: readonly Outgoing[], call: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const refuse = (code: string) => ({ outcome: "refused", code }) as const;
  const own = twilioVoiceAccount(account);
  if (!own) return new Map(batch.map((one) => [one.reference, refuse("hongyan.misconfigured")]));
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, own.settings.connections, { signal: call.signal, untilMs: BATCH_MS }, async (message) => {
    answers.set(message.reference, toE164(message.to) === message.to ? await callOnce(own.settings, own.secrets, message, call) : refuse("hongyan.invalid_number"));
  });
  for (const one of left) answers.set(one.reference, refuse("hongyan.never_taken"));
  return answers;
}

async function callOnce(settings: TwilioVoiceSettings, secrets: TwilioSecrets, { reference, to, text }: Outgoing, call: SubmitCall): Promise<SubmitAnswer> {
  const script = await callScript(text, settings.statusCallbackUrl, reference);
  if (script === null) return { outcome: "refused", code: "hongyan.too_long" };
  let answer: WireAnswer | undefined;
  const client = await twilioClient(settings, secrets, call.signal, (exchange) => {
    answer = exchange.answer;
    call.record?.([reference], { direction: "sent", what: `POST ${exchange.url}`, body: exchange.body });
    call.record?.([reference], { direction: "received", what: exchange.answer.kind === "answered" ? `HTTP ${String(exchange.answer.status)}` : exchange.answer.kind, body: exchange.answer.kind === "answered" ? exchange.answer.body : exchange.answer.why });
  });
  try {
    // Neither recorded nor listened to: `record` and `machineDetection` are left off, which is Twilio's default.
    await client.calls.create({ to, from: settings.from, twiml: script, timeout: settings.ringSeconds, statusCallback: statusCallbackFor(settings.statusCallbackUrl, reference), statusCallbackMethod: "POST" });
  } catch {
    // What the package makes of an answer matters less than the answer itself, which is read below.
  }
  if (answer === undefined) return { outcome: "refused", code: "hongyan.never_taken" };
  if (answer.kind === "never_left") return { outcome: "refused", code: "hongyan.unreachable" };
  if (answer.kind === "unanswered") return { outcome: "uncertain", why: doubtOfRequest(answer.why) };
  const reading = readTwilioCallAnswer(answer.status, answer.body);
  return reading.outcome === "accepted" ? { outcome: "accepted", providerMessageId: reading.sid } : withDoubt(reading, "unreadable_answer");
}
