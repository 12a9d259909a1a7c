import "server-only";
import { aliyunVoiceCall, readAliyunCallAnswer } from "@/lib/domain/carrier/aliyun-voice/call";
import { withDoubt } from "@/lib/domain/carrier/doubt";
import { toE164 } from "@/lib/domain/carrier/phone";
import { readAliyunFailure } from "../aliyun/submit";
import type { CarrierAccount, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { overNumberLimits } from "../wire/number-limits";
import { unlessAborted } from "../wire/unless-aborted";
import { vmsApi, type AskVms } from "./client";
import { aliyunVoiceAccount, type AliyunVoiceSettings } from "./settings";

/** A batch may use this much of the time-outs of its calls before it begins no more of them. */
const BATCH_MS = 15_000;

/** Most characters of a voice template with its variables (help.aliyun.com document_detail/414170). */
export const TEXT_MAX = 1_000;

type Ready = { readonly reference: string; readonly query: Readonly<Record<string, string>> };

function ready({ reference, to, template }: Outgoing, settings: AliyunVoiceSettings): Ready | { readonly code: string } {
  if (!template || template.filingId === null) return { code: "hongyan.not_filed" };
  const query = toE164(to) !== to ? null : aliyunVoiceCall({
    to, templateCode: template.filingId, variables: template.variables, reference, shownNumber: settings.shownNumber ?? null, playTimes: settings.playTimes, volume: settings.volume,
  });
  return query === null ? { code: "hongyan.invalid_number" } : { reference, query };
}

/** Has people called one by one, several at a time, by filed template: what was not answered is uncertain, and nobody is called twice. */
export async function submit(account: CarrierAccount, batch: readonly Outgoing[], call: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const answers = new Map<string, SubmitAnswer>();
  const refuse = (code: string) => ({ outcome: "refused", code }) as const;
  const own = aliyunVoiceAccount(account);
  if (!own) return new Map(batch.map((one) => [one.reference, refuse("hongyan.misconfigured")]));
  const over = await overNumberLimits(account.id, own.settings.numberLimits, batch.filter((one) => !("code" in ready(one, own.settings))), () => "");
  const calls: Ready[] = [];
  for (const one of batch) {
    const made = ready(one, own.settings);
    const code = "code" in made ? made.code : over.get(one.reference);
    if (code !== undefined) answers.set(one.reference, refuse(code));
    else if (!("code" in made)) calls.push(made);
  }
  const ask = await vmsApi(own.settings, own.secrets);
  const left = await inParallel(calls, own.settings.connections, { signal: call.signal, untilMs: BATCH_MS }, async (one) => {
    answers.set(one.reference, await callOnce(ask, one, call));
  });
  for (const one of left) answers.set(one.reference, refuse("hongyan.never_taken"));
  return answers;
}

/** One HTTP request, whatever comes of it. */
async function callOnce(ask: AskVms, { reference, query }: Ready, call: SubmitCall): Promise<SubmitAnswer> {
  call.record?.([reference], { direction: "sent", what: "SingleCallByTts", body: JSON.stringify(query) });
  try {
    const { status, body } = await unlessAborted(ask("SingleCallByTts", query), call.signal);
    call.record?.([reference], { direction: "received", what: `HTTP ${String(status)}`, body: JSON.stringify(body ?? null) });
    const reading = readAliyunCallAnswer(body);
    return reading.outcome === "accepted" ? { outcome: "accepted", providerMessageId: reading.callId } : withDoubt(reading, "unreadable_answer");
  } catch (error) {
    const reading = readAliyunFailure(error);
    call.record?.([reference], { direction: "received", what: "no usable answer", body: JSON.stringify(reading) });
    return reading;
  }
}
