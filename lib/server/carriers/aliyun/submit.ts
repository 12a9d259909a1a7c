import "server-only";
import { withDoubt, type Doubt } from "@/lib/domain/carrier/doubt";
import { doubtOf } from "../wire/doubt-of";
import { aliyunCall, isAboutOneNumber, readAliyunAnswer, type AliyunMessage, type AliyunReading } from "@/lib/domain/carrier/aliyun/calls";
import { groupMessageId } from "@/lib/domain/carrier/aliyun/receipts";
import { writeEcho } from "@/lib/domain/carrier/echo";
import { isMainland, toE164 } from "@/lib/domain/carrier/phone";
import { planCalls } from "@/lib/domain/carrier/plan-calls";
import type { CarrierAccount, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { neverLeft } from "../wire/never-left";
import { overNumberLimits } from "../wire/number-limits";
import { numberToken } from "../wire/number-token";
import { unlessAborted } from "../wire/unless-aborted";
import { aliyunApi, type AliyunApi } from "./client";
import { aliyunAccount, OUT_ID_MAX } from "./settings";

/** A batch may use this much of the time-outs of its calls before it begins no more of them. */
const BATCH_MS = 15_000;

type Ready = AliyunMessage & { readonly reference: string; readonly purpose: string };

function ready(message: Outgoing): Ready | { readonly code: string } {
  const { template } = message;
  if (!template || template.filingId === null) return { code: "hongyan.not_filed" };
  if (toE164(message.to) !== message.to) return { code: "hongyan.invalid_number" };
  return { reference: message.reference, purpose: message.purpose, to: message.to, signature: template.signature, templateCode: template.filingId, variables: template.variables };
}

/** Hands messages over by filed template: what is not filed is refused, what was not answered is uncertain, and no call is made twice. */
export async function submit(account: CarrierAccount, batch: readonly Outgoing[], call: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const answers = new Map<string, SubmitAnswer>();
  const refuse = (code: string) => ({ outcome: "refused", code }) as const;
  const own = aliyunAccount(account);
  if (!own) return new Map(batch.map((one) => [one.reference, refuse("hongyan.misconfigured")]));
  const over = await overNumberLimits(account.id, own.settings.numberLimits, batch.filter((one) => !("code" in ready(one))), (one) => `${one.template?.signature ?? ""}\0${one.template?.filingId ?? ""}`);
  const messages: Ready[] = [];
  for (const one of batch) {
    const made = ready(one);
    const code = "code" in made ? made.code : over.get(one.reference);
    if (code !== undefined) answers.set(one.reference, refuse(code));
    else if (!("code" in made)) messages.push(made);
  }
  const api = await aliyunApi(own.settings, own.secrets);
  const plan = (sizeMax: number, of: readonly Ready[]) => planCalls(of, {
    sizeMax, tokenOf: (one) => numberToken(one.to), keyOf: (one) => `${one.templateCode} ${isMainland(one.to) ? "cn" : "abroad"}`,
    // Alibaba sends calls for one number sooner (SendSms, usage notes).
    alone: (one) => one.purpose === "risk" || one.purpose === "account",
  });
  const run = async (calls: readonly (readonly Ready[])[]): Promise<Ready[]> => {
    const split: Ready[] = [];
    const left = await inParallel(calls, own.settings.connections, { signal: call.signal, untilMs: BATCH_MS }, async (group) => {
      const reading = await callOnce(api, group, call);
      if (group.length > 1 && reading.outcome === "refused" && isAboutOneNumber(reading.code)) split.push(...group);
      else for (const one of group) answers.set(one.reference, answerOf(reading, one, group.length > 1));
    });
    for (const one of left.flat()) answers.set(one.reference, refuse("hongyan.never_taken"));
    return split;
  };
  // The refused call sent nothing (it has no BizId); one by one, only the message it was about is refused.
  const split = await run(plan(own.settings.numbersPerCall, messages));
  if (split.length > 0) await run(plan(1, split));
  return answers;
}

function answerOf(reading: AliyunReading, { to }: Ready, grouped: boolean): SubmitAnswer {
  if (reading.outcome !== "accepted") return withDoubt(reading, "unreadable_answer");
  return { outcome: "accepted", providerMessageId: grouped ? groupMessageId(reading.bizId, numberToken(to)) : reading.bizId };
}

/** One HTTP request, whatever comes of it. */
async function callOnce({ client, sdk, runtime }: AliyunApi, group: readonly Ready[], call: SubmitCall): Promise<AliyunReading> {
  const references = group.map((one) => one.reference);
  const [first, ...others] = group;
  if (!first) return { outcome: "uncertain" };
  const { action, ...request } = aliyunCall([first, ...others]);
  const outId = writeEcho(group.map(({ reference, to }) => ({ reference, token: numberToken(to) })), OUT_ID_MAX);
  call.record?.(references, { direction: "sent", what: action, body: JSON.stringify({ ...request, outId }) });
  try {
    const sent = action === "SendSms"
      ? client.sendSmsWithOptions(new sdk.SendSmsRequest({ ...request, outId }), runtime)
      : client.sendBatchSmsWithOptions(new sdk.SendBatchSmsRequest({ ...request, outId }), runtime);
    const { body, statusCode } = await unlessAborted(sent, call.signal);
    call.record?.(references, { direction: "received", what: `HTTP ${String(statusCode)}`, body: JSON.stringify({ code: body?.code, message: body?.message, bizId: body?.bizId, requestId: body?.requestId }) });
    return readAliyunAnswer(body);
  } catch (error) {
    const reading = readAliyunFailure(error);
    call.record?.(references, { direction: "received", what: "no usable answer", body: JSON.stringify(reading) });
    return reading;
  }
}

// The package's errors quote the whole address, numbers and values among it: only kind, status and code are read.
export function readAliyunFailure(error: unknown): { readonly outcome: "refused"; readonly code: string } | { readonly outcome: "uncertain"; readonly why: Doubt } {
  if (neverLeft(error)) return { outcome: "refused", code: "hongyan.unreachable" };
  const { name, code, statusCode } = (typeof error === "object" && error !== null ? error : {}) as { readonly name?: unknown; readonly code?: unknown; readonly statusCode?: unknown };
  const said = (name === "ClientError" || name === "ThrottlingError") && typeof statusCode === "number" && statusCode >= 400 && typeof code === "string" && /^[A-Za-z][\w.]{2,79}$/.test(code) && code !== "undefined" && code !== "null";
  // A gateway that answers 5xx may have passed the call on; flow control is checked before.
  return said ? { outcome: "refused", code } : { outcome: "uncertain", why: doubtOf(error) };
}
