import "server-only";
import { inboundTextOf, partsOf, type InboundText } from "@/lib/domain/carrier/cmpp/content";
import { decodeEither } from "@/lib/domain/carrier/cmpp/decode";
import { fromHex } from "@/lib/domain/carrier/cmpp/octets";
import { CMPP_VERSIONS, isWide, type CmppVersion, type Deliver } from "@/lib/domain/carrier/cmpp/pdu";
import { reportOf, reportTime } from "@/lib/domain/carrier/cmpp/report";
import { fromTerminal, toTerminal } from "@/lib/domain/carrier/cmpp/terminal";
import { readStat } from "@/lib/domain/message/receipt";
import { sha256Hex } from "../../crypto/digest";
import { linkSink } from "../callbacks/store";
import type { CallbackRequest, CarrierAccount, CarrierDriver, CarrierInbound, CarrierReceipt, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { CALL_MS, Lines } from "../wire/lines";
import { receivedAt } from "../wire/received-at";
import { sendParts, type PartAnswer } from "../wire/send-parts";
import { CmppSession } from "./session";
import { cmppSecretsSchema, cmppSettingsSchema, type CmppSettings } from "./settings";

const FLOW_CONTROL = 8;

const pathOf = (version: CmppVersion) => `cmpp/${version}`;

const lines = new Lines<CmppSession, CmppSettings>(
  (account) => cmppSettingsSchema.parse(account.settings),
  (account, settings, sink, onOver) => CmppSession.open({
    accountKey: account.key, settings, secret: cmppSecretsSchema.parse(account.secrets).sharedSecret, onOver, onDeliver: (hex) => sink.take({ path: pathOf(settings.version), headers: {}, body: hex }),
  }),
  (account) => linkSink(cmpp, account),
);

/** Msg_Id of a gateway that numbers nothing. */
const NO_ID = "0".repeat(16);

// One octet for all parts of a text; two long texts to one phone within seconds must not share it.
let reference = Math.floor(Math.random() * 256);

async function submit(account: CarrierAccount, batch: readonly Outgoing[], { signal, record }: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const line = lines.of(account);
  const { settings } = line;
  const until = performance.now() + CALL_MS;
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, settings.connections * settings.window, { signal, untilMs: CALL_MS }, async (outgoing) => {
    const terminal = toTerminal(outgoing.to, settings.numberFormat);
    if (terminal === null) return void answers.set(outgoing.reference, { outcome: "refused", code: "hongyan.invalid_number" });
    reference = (reference + 1) % 256;
    const parts = partsOf(outgoing.text, reference, settings.asciiAs);
    if (!parts.ok) return void answers.set(outgoing.reference, { outcome: "refused", code: "hongyan.too_long" });
    const note = (direction: "sent" | "received", what: string, body: string) => record?.([outgoing.reference], { direction, what, body });
    answers.set(outgoing.reference, await sendParts(line, parts.value, until, async (session, part): Promise<PartAnswer> => {
      const { resp, hex } = await session.submit({
        msgId: NO_ID, total: part.total, number: part.number, registeredDelivery: 1, level: 1, serviceId: settings.serviceId, feeUserType: 2, feeTerminal: "", protocolId: 0, hasHeader: part.hasHeader,
        format: part.format, source: settings.sourceAddress, feeType: settings.feeType, feeCode: settings.feeCode, validUntil: "", sendAt: "", sourceNumber: settings.sourceNumber,
        destinations: [terminal], content: part.content,
      }, (sent) => note("sent", "SUBMIT", sent));
      note("received", "SUBMIT_RESP", hex);
      // Taken without an id: no report will ever find it, and it must not be sent again.
      if (resp.result === 0) return { kind: "taken", id: resp.msgId === NO_ID ? `none-${outgoing.reference}-${part.number}` : resp.msgId };
      return { kind: resp.result === FLOW_CONTROL ? "throttled" : "refused", code: String(resp.result) };
    }));
  });
  for (const one of left) answers.set(one.reference, { outcome: "refused", code: "hongyan.never_taken" });
  return answers;
}

function deliverOf(account: CarrierAccount, request: CallbackRequest): Deliver | null {
  const frame = fromHex(request.body);
  // The version that the link spoke when it came, which the account may have changed since.
  const spoken = CMPP_VERSIONS.find((version) => request.path === pathOf(version)) ?? cmppSettingsSchema.safeParse(account.settings).data?.version;
  const decoded = frame && spoken ? decodeEither(frame, isWide(spoken)) : null;
  return decoded?.ok === true && decoded.value.command === "DELIVER" ? decoded.value : null;
}

function parseReceipts(account: CarrierAccount, request: CallbackRequest): readonly CarrierReceipt[] {
  const deliver = deliverOf(account, request);
  const report = deliver && reportOf(deliver);
  // The carrier's clock is its own, and tells whole minutes: when we heard of it is what counts.
  return report ? [{ providerMessageId: report.msgId, reference: null, state: readStat(report.stat).outcome, code: report.stat, at: receivedAt(request), saidAt: reportTime(report.doneAt) }] : [];
}

/**
 * The gateway's number of a reply, so that one that is brought again is the same; parts of a long one may share it. Where the
 * gateway numbers nothing, the PDU beside its sequence number stands in, within the minute: the same word an hour later is another.
 */
function inboundId({ msgId }: Deliver, part: InboundText["part"], hex: string, at: Date): string {
  if (msgId === NO_ID) return `cmpp-${sha256Hex(`${hex.slice(0, 16)}${hex.slice(24)}${Math.floor(at.getTime() / 60_000)}`).slice(0, 32)}`;
  return part === null ? `cmpp-${msgId}` : `cmpp-${msgId}-${part.reference}.${part.number}`;
}

function parseInbound(account: CarrierAccount, request: CallbackRequest): readonly CarrierInbound[] {
  const deliver = deliverOf(account, request);
  const text = deliver && inboundTextOf(deliver);
  const from = deliver && fromTerminal(deliver.source);
  if (!deliver || !text || from === null) return [];
  const at = receivedAt(request);
  // Each part of a long text is a text of its own: nothing is lost while others are missing, and a refusal fits into one.
  return [{ providerInboundId: inboundId(deliver, text.part, request.body.toLowerCase(), at), from, text: text.text, at }];
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
