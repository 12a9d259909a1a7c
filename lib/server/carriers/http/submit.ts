import "server-only";
import { withDoubt } from "@/lib/domain/carrier/doubt";
import { readHttpAnswer } from "@/lib/domain/carrier/http/answers";
import { fillHeader, fillJson, fillUrl, type FillValues } from "@/lib/domain/carrier/http/fill";
import { toE164 } from "@/lib/domain/carrier/phone";
import { now } from "../../clock";
import type { CarrierAccount, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { doubtOfRequest, wireRequest } from "../wire/request";
import { httpAccount, originOf, type HttpSecrets, type HttpSettings } from "./settings";
import { signatureOf } from "./sign";

/** A batch may use this much of the time-outs of its calls before it begins no more of them. */
const BATCH_MS = 15_000;

/** Hands messages over one by one, several at a time; what was not answered is uncertain, and no call is made twice. */
export async function submit(account: CarrierAccount, batch: readonly Outgoing[], call: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const refuse = (code: string) => ({ outcome: "refused", code }) as const;
  const own = httpAccount(account);
  if (!own) return new Map(batch.map((one) => [one.reference, refuse("hongyan.misconfigured")]));
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, own.settings.connections, { signal: call.signal, untilMs: BATCH_MS }, async (message) => {
    answers.set(message.reference, toE164(message.to) === message.to ? await sendOne(own.settings, own.secrets, message, call) : refuse("hongyan.invalid_number"));
  });
  for (const one of left) answers.set(one.reference, refuse("hongyan.never_taken"));
  return answers;
}

const FRONT = /^【([^】]{1,40})】/;

function valuesOf({ reference, to, text, purpose, template }: Outgoing, timestamp: string): FillValues {
  const signature = template?.signature ?? FRONT.exec(text)?.[1] ?? "";
  return { to, text, reference, signature, purpose, timestamp, template: template?.key ?? "", templateName: template?.name ?? "" };
}

const secretValues = (secrets: HttpSecrets, show: (secret: string) => string): FillValues =>
  Object.fromEntries(Object.entries(secrets).flatMap(([name, secret]) => (typeof secret === "string" ? [[`secret.${name}`, show(secret)]] : [])));

type Made = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** The request of one message; null where a value does not fit where the settings put it, or credentials are missing. */
function make(settings: HttpSettings, secrets: HttpSecrets, values: FillValues, timestamp: string): Made | null {
  const named = [...JSON.stringify([settings.url, settings.headers, settings.body]).matchAll(/\{\{(secret\.\w+)\}\}/g)];
  if (named.some((match) => !Object.hasOwn(values, match[1] ?? ""))) return null;
  const body = JSON.stringify(fillJson(settings.body, values));
  const url = fillUrl(settings.url, values);
  // The templates' fixed part decides whom we call; a value that would change it ends here.
  if (!URL.canParse(url) || new URL(url).origin !== new URL(originOf(settings.url)).origin) return null;
  const filled = Object.entries(settings.headers).map(([name, template]) => [name.toLowerCase(), fillHeader(template, values)] as const);
  if (filled.some(([, value]) => value === null)) return null;
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8", accept: "application/json", ...Object.fromEntries(filled.map(([name, value]) => [name, value ?? ""])) };
  const form = settings.signRequests;
  if (!form) return { url, headers, body };
  if (secrets.signingKey === undefined) return null;
  return { url, body, headers: { ...headers, [form.timestampHeader.toLowerCase()]: timestamp, [form.header.toLowerCase()]: signatureOf(secrets.signingKey, timestamp, body, form) } };
}

async function sendOne(settings: HttpSettings, secrets: HttpSecrets, message: Outgoing, call: SubmitCall): Promise<SubmitAnswer> {
  const timestamp = String(Math.floor(now().getTime() / 1_000));
  const values = valuesOf(message, timestamp);
  const made = make(settings, secrets, { ...values, ...secretValues(secrets, (secret) => secret) }, timestamp);
  if (!made) return { outcome: "refused", code: "hongyan.misconfigured" };
  // For the trace it is filled once more, without the credentials.
  const shown = make(settings, secrets, { ...values, ...secretValues(secrets, () => "***") }, timestamp);
  call.record?.([message.reference], { direction: "sent", what: `${settings.method} ${new URL(shown?.url ?? originOf(settings.url)).pathname}`, body: shown?.body ?? "" });
  const answer = await wireRequest({ ...made, method: settings.method, timeoutMs: settings.timeoutMs, signal: call.signal });
  call.record?.([message.reference], { direction: "received", what: answer.kind === "answered" ? `HTTP ${String(answer.status)}` : answer.kind, body: answer.kind === "answered" ? answer.body : answer.why });
  if (answer.kind === "never_left") return { outcome: "refused", code: "hongyan.unreachable" };
  if (answer.kind === "unanswered") return { outcome: "uncertain", why: doubtOfRequest(answer.why) };
  const reading = readHttpAnswer(answer.status, answer.body, settings);
  return reading.outcome === "accepted" ? { outcome: "accepted", providerMessageId: reading.id } : withDoubt(reading, "unreadable_answer");
}
