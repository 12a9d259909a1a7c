import "server-only";
import { inboundTextOf, partsOf } from "@/lib/domain/carrier/cmpp/content";
import { decodeEither } from "@/lib/domain/carrier/cmpp/decode";
import { fromHex } from "@/lib/domain/carrier/cmpp/octets";
import { isWide, type Deliver } from "@/lib/domain/carrier/cmpp/pdu";
import { reportOf } from "@/lib/domain/carrier/cmpp/report";
import { readStat } from "@/lib/domain/message/receipt";
import { now } from "../../clock";
import { linkSink } from "../callbacks/store";
import type { CallbackRequest, CarrierAccount, CarrierDriver, CarrierInbound, CarrierReceipt, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { CALL_MS, Lines, sendParts, type PartAnswer } from "../wire/lines";
import { CmppSession } from "./session";
import { cmppSecretsSchema, cmppSettingsSchema, type CmppSettings } from "./settings";

const FLOW_CONTROL = 8;

const lines = new Lines<CmppSession, CmppSettings>(
  (account) => cmppSettingsSchema.parse(account.settings),
  (account, settings, sink, onOver) => CmppSession.open({
    accountKey: account.key, settings, secret: cmppSecretsSchema.parse(account.secrets).sharedSecret, onOver, onDeliver: (hex) => sink.take({ path: `cmpp/${settings.version}`, headers: {}, body: hex }),
  }),
  (account) => linkSink(cmpp, account),
);

const toNumber = (e164: string, format: CmppSettings["numberFormat"]) => (format === "national" ? e164.replace(/^\+86/, "") : e164).replace(/^\+/, "");
const fromNumber = (number: string) => (/^86\d{11}$/.test(number) ? `+${number}` : /^1\d{10}$/.test(number) ? `+86${number}` : `+${number.replace(/^\+|^00/, "")}`);

// One octet for all parts of a text; two long texts to one phone within seconds must not share it.
let reference = Math.floor(Math.random() * 256);

async function submit(account: CarrierAccount, batch: readonly Outgoing[], { signal, record }: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const line = lines.of(account);
  const { settings } = line;
  const until = performance.now() + CALL_MS;
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, settings.connections * settings.window, { signal, untilMs: CALL_MS }, async (outgoing) => {
    reference = (reference + 1) % 256;
    const parts = partsOf(outgoing.text, reference, settings.asciiAs);
    if (!parts.ok) return void answers.set(outgoing.reference, { outcome: "refused", code: "hongyan.too_long" });
    const note = (direction: "sent" | "received", what: string, body: string) => record?.([outgoing.reference], { direction, what, body });
    answers.set(outgoing.reference, await sendParts(line, parts.value, until, async (session, part): Promise<PartAnswer> => {
      const { resp, hex } = await session.submit({
        msgId: "0".repeat(16), total: part.total, number: part.number, registeredDelivery: 1, level: 1, serviceId: settings.serviceId, feeUserType: 2, feeTerminal: "", protocolId: 0, hasHeader: part.hasHeader,
        format: part.format, source: settings.sourceAddress, feeType: settings.feeType, feeCode: settings.feeCode, validUntil: "", sendAt: "", sourceNumber: settings.sourceNumber,
        destinations: [toNumber(outgoing.to, settings.numberFormat)], content: part.content,
      }, (sent) => note("sent", "SUBMIT", sent));
      note("received", "SUBMIT_RESP", hex);
      if (resp.result === 0) return { kind: "taken", id: resp.msgId };
      return { kind: resp.result === FLOW_CONTROL ? "throttled" : "refused", code: String(resp.result) };
    }));
  });
  for (const one of left) answers.set(one.reference, { outcome: "refused", code: "hongyan.never_taken" });
  return answers;
}

function deliverOf(account: CarrierAccount, request: CallbackRequest): Deliver | null {
  const frame = fromHex(request.body);
  const settings = cmppSettingsSchema.safeParse(account.settings);
  const decoded = frame && settings.success ? decodeEither(frame, isWide(settings.data.version)) : null;
  return decoded?.ok === true && decoded.value.command === "DELIVER" ? decoded.value : null;
}

const receivedAt = (request: CallbackRequest) => (request.receivedAt === undefined ? now() : new Date(request.receivedAt));

function parseReceipts(account: CarrierAccount, request: CallbackRequest): readonly CarrierReceipt[] {
  const deliver = deliverOf(account, request);
  const report = deliver && reportOf(deliver);
  // The carrier's times have no year and its clock is its own: when we heard of it is what counts.
  return report ? [{ providerMessageId: report.msgId, reference: null, state: readStat(report.stat).outcome, code: report.stat, at: receivedAt(request) }] : [];
}

function parseInbound(account: CarrierAccount, request: CallbackRequest): readonly CarrierInbound[] {
  const deliver = deliverOf(account, request);
  const text = deliver && inboundTextOf(deliver);
  // Each part of a long text is a text of its own: nothing is lost while others are missing, and a refusal fits into one.
  return deliver && text ? [{ providerInboundId: `cmpp-${deliver.msgId}`, from: fromNumber(deliver.source), text: text.text, at: receivedAt(request) }] : [];
}

/** A direct link to a gateway of China Mobile, or to whoever speaks its protocol. */
export const cmpp: CarrierDriver = {
  key: "cmpp",
  channel: "sms",
  capabilities: {
    maxPerCall: 200, maxCharacters: 1_000, allowsFinancePromo: true, billing: "cn-domestic", receiptMode: "connection", encodings: ["UCS-2"], idempotent: false, promotionalWindow: null, filesTemplates: false,
    submitCodes: "cmpp-submit-resp", absenceIsProof: false, real: true,
  },
  settings: cmppSettingsSchema,
  secrets: cmppSecretsSchema,
  submit,
  connect: (account, sink) => lines.connect(account, sink),
  parseReceipts,
  parseInbound,
  receiptReason: (code) => readStat(code).reason ?? "unmapped",
  health: (account) => lines.health(account),
};

/** Closes what this process holds open. */
export const closeCmpp = (): Promise<void> => lines.close();
