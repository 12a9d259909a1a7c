import "server-only";
import { withDoubt } from "@/lib/domain/carrier/doubt";
import { writeEcho } from "@/lib/domain/carrier/echo";
import { isMainland, toE164 } from "@/lib/domain/carrier/phone";
import { planCalls } from "@/lib/domain/carrier/plan-calls";
import { readTencentAnswer } from "@/lib/domain/carrier/tencent/answers";
import { readTencentFilingId, tencentParams } from "@/lib/domain/carrier/tencent/filing-id";
import type { CarrierAccount, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { overNumberLimits } from "../wire/number-limits";
import { numberToken } from "../wire/number-token";
import { tencentCall, tencentClient } from "./client";
import { SESSION_MAX, tencentAccount, type TencentSettings } from "./settings";

/** A batch may use this much of the time-outs of its calls before it begins no more of them. */
const BATCH_MS = 15_000;

type Ready = { readonly reference: string; readonly to: string; readonly purpose: string; readonly signature: string; readonly templateId: string; readonly params: readonly string[] };
type Client = Awaited<ReturnType<typeof tencentClient>>;

function ready({ reference, to, purpose, template }: Outgoing): Ready | { readonly code: string } {
  const filing = template?.filingId ? readTencentFilingId(template.filingId) : null;
  if (!template || !filing) return { code: "hongyan.not_filed" };
  if (toE164(to) !== to) return { code: "hongyan.invalid_number" };
  const params = tencentParams(filing, template.variables);
  // Filed with other variables than it has now: another text.
  if (params === null) return { code: "hongyan.not_filed" };
  return { reference, to, purpose, signature: template.signature, templateId: filing.templateId, params };
}

/** Hands messages over by filed template: what is not filed is refused, what was not answered is uncertain, and no call is made twice. */
export async function submit(account: CarrierAccount, batch: readonly Outgoing[], call: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const refuse = (code: string) => ({ outcome: "refused", code }) as const;
  const own = tencentAccount(account);
  if (!own) return new Map(batch.map((one) => [one.reference, refuse("hongyan.misconfigured")]));
  const answers = new Map<string, SubmitAnswer>();
  const over = await overNumberLimits(account.id, own.settings.numberLimits, batch.filter((one) => !("code" in ready(one))), () => "");
  const messages: Ready[] = [];
  for (const one of batch) {
    const made = ready(one);
    const code = "code" in made ? made.code : over.get(one.reference);
    if (code !== undefined) answers.set(one.reference, refuse(code));
    else if (!("code" in made)) messages.push(made);
  }
  const client = await tencentClient(own.settings, own.secrets);
  const calls = planCalls(messages, {
    sizeMax: own.settings.numbersPerCall, tokenOf: (one) => numberToken(one.to), alone: (one) => one.purpose === "risk" || one.purpose === "account",
    // One call has one text, and numbers of one side of the border only (UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber).
    keyOf: (one) => JSON.stringify([one.templateId, one.signature, isMainland(one.to), one.params]),
  });
  const left = await inParallel(calls, own.settings.connections, { signal: call.signal, untilMs: BATCH_MS }, async (group) => {
    for (const [reference, answer] of await callOnce(client, own.settings, group, call)) answers.set(reference, answer);
  });
  for (const one of left.flat()) answers.set(one.reference, refuse("hongyan.never_taken"));
  return answers;
}

/** One HTTP request, whatever comes of it. */
async function callOnce(client: Client, settings: TencentSettings, group: readonly Ready[], call: SubmitCall): Promise<readonly (readonly [string, SubmitAnswer])[]> {
  const references = group.map((one) => one.reference);
  const request = {
    PhoneNumberSet: group.map((one) => one.to), SmsSdkAppId: settings.sdkAppId, SignName: group[0]?.signature, TemplateId: group[0]?.templateId, TemplateParamSet: group[0]?.params,
    SessionContext: writeEcho(group.map(({ reference, to }) => ({ reference, token: numberToken(to) })), SESSION_MAX), ...(settings.senderId === undefined ? {} : { SenderId: settings.senderId }),
  };
  call.record?.(references, { direction: "sent", what: "SendSms", body: JSON.stringify(request) });
  const answer = await tencentCall<{ SendStatusSet?: unknown }>(client, "SendSms", request, call.signal);
  call.record?.(references, { direction: "received", what: answer.outcome === "answered" ? "HTTP 200" : "no usable answer", body: JSON.stringify(answer.outcome === "answered" ? answer.body : answer) });
  if (answer.outcome !== "answered") return references.map((reference) => [reference, answer]);
  const readings = readTencentAnswer(answer.body.SendStatusSet, group.map((one) => one.to));
  return group.map(({ reference, to }) => {
    const reading = readings.get(to) ?? ({ outcome: "uncertain" } as const);
    return [reference, reading.outcome === "accepted" ? { outcome: "accepted", providerMessageId: reading.serialNo } : withDoubt(reading, "unreadable_answer")];
  });
}
