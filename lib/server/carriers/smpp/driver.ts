import "server-only";
import { smppParts } from "@/lib/domain/carrier/smpp/content";
import { readSmppReceipt, submittedId } from "@/lib/domain/carrier/smpp/receipt";
import { readStat } from "@/lib/domain/message/receipt";
import { sha256Hex } from "../../crypto/digest";
import { linkSink } from "../callbacks/store";
import type { CallbackRequest, CarrierAccount, CarrierDriver, CarrierInbound, CarrierReceipt, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { CALL_MS, Lines } from "../wire/lines";
import { receivedAt } from "../wire/received-at";
import { sendParts, type PartAnswer } from "../wire/send-parts";
import { decodeSmppHex, statusCode, textOfPdu } from "./codec";
import { SmppBind } from "./session";
import { smppSecretsSchema, smppSettingsSchema, type SmppSettings } from "./settings";

/** ESME_RMSGQFUL and ESME_RTHROTTLED (SMPP 3.4 §5.1.3). */
const THROTTLED: ReadonlySet<number> = new Set([0x14, 0x58]);

const lines = new Lines<SmppBind, SmppSettings>(
  (account) => smppSettingsSchema.parse(account.settings),
  (account, settings, sink, onOver) => SmppBind.open({ settings, password: smppSecretsSchema.parse(account.secrets).password, onOver, onDeliver: (hex) => sink.take({ path: "smpp", headers: {}, body: hex }) }),
  (account) => linkSink(smppDriver, account),
);

let reference = Math.floor(Math.random() * 256);

async function submit(account: CarrierAccount, batch: readonly Outgoing[], { signal, record }: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const line = lines.of(account);
  const { settings } = line;
  const until = performance.now() + CALL_MS;
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, settings.connections * settings.window, { signal, untilMs: CALL_MS }, async (outgoing) => {
    reference = (reference + 1) % 256;
    const mine = reference;
    const parts = smppParts(outgoing.text, mine, settings.longMessages);
    if (!parts.ok) return void answers.set(outgoing.reference, { outcome: "refused", code: "hongyan.too_long" });
    const note = (direction: "sent" | "received", what: string, body: string) => record?.([outgoing.reference], { direction, what, body });
    answers.set(outgoing.reference, await sendParts(line, parts.value, until, async (bind, part): Promise<PartAnswer> => {
      const { id, status, hex } = await bind.submit({ destination: outgoing.to.replace(/^\+/, ""), part, reference: mine }, (sent) => note("sent", "submit_sm", sent));
      note("received", "submit_sm_resp", hex);
      // Taken without an id: no report will ever find it, and it must not be sent again.
      if (status === 0) return { kind: "taken", id: id === null ? `none-${outgoing.reference}-${part.number}` : submittedId(id, settings.receiptIds) };
      return { kind: THROTTLED.has(status) ? "throttled" : "refused", code: statusCode(status) };
    }));
  });
  for (const one of left) answers.set(one.reference, { outcome: "refused", code: "hongyan.never_taken" });
  return answers;
}

/** esm_class of a delivery receipt, and of an intermediate one (SMPP 3.4 §5.2.12). */
const TYPE_MASK = 0x3c;
const RECEIPT = 0x04;
const INTERMEDIATE = 0x20;
const UCS2 = 8;

function deliverOf(request: CallbackRequest) {
  const decoded = decodeSmppHex(request.body);
  return decoded && (decoded.pdu.command === "deliver_sm" || decoded.pdu.command === "data_sm") && typeof decoded.pdu.esm_class === "number" ? { pdu: decoded.pdu, kind: decoded.pdu.esm_class & TYPE_MASK } : null;
}

// The package drops the highest bit of what it reads as ASCII, letters it does not know, and what follows a NUL: each would make another message's id of a damaged one.
function standsInText(octets: Buffer, id: string, isWide: boolean): boolean {
  if (isWide) return octets.includes(Buffer.from(id, "utf16le").swap16());
  return [...octets.toString("latin1").matchAll(/id:[ \t\r\n]*([^\0- ]+)/gi)].some((found) => found[1] === id);
}

/** receipted_message_id, tag 0x001E (SMPP 3.4 §5.3.2.12): the id and nothing else but the NUL at its end, which some leave out. */
function standsAsParameter(octets: Buffer, id: string): boolean {
  return [0, 1].some((padding) => octets.includes(Buffer.concat([Buffer.from([0x00, 0x1e, 0x00, id.length + padding]), Buffer.from(id, "latin1"), Buffer.alloc(padding)])));
}

function parseReceipts(account: CarrierAccount, request: CallbackRequest): readonly CarrierReceipt[] {
  const settings = smppSettingsSchema.safeParse(account.settings);
  const deliver = deliverOf(request);
  if (!deliver || !settings.success || (deliver.kind !== RECEIPT && deliver.kind !== INTERMEDIATE)) return [];
  const { pdu, kind } = deliver;
  const octets = Buffer.from(request.body, "hex");
  const receiptedId = typeof pdu.receipted_message_id === "string" ? pdu.receipted_message_id.replace(/\u0000+$/, "") : null;
  const text = textOfPdu(pdu) ?? "";
  if (!(receiptedId === null ? standsInText(octets, /id:\s*(\S+)/i.exec(text)?.[1] ?? "", pdu.data_coding === UCS2) : standsAsParameter(octets, receiptedId))) return [];
  const receipt = readSmppReceipt({
    text, receiptedId, messageState: typeof pdu.message_state === "number" ? pdu.message_state : null,
  }, settings.data.receiptIds);
  if (!receipt) return [];
  return [{ providerMessageId: receipt.id, reference: null, state: kind === INTERMEDIATE ? "accepted" : receipt.state, code: receipt.code, at: receivedAt(request) }];
}

/**
 * A reply has no id in SMPP. A centre that hears no answer sends the same PDU again, under another sequence number: what it
 * is made of beside that number is its id within the minute, so that a repeat is one reply, and a second "R" an hour later
 * is another. Two equal texts within one minute are one, which loses nothing that they say.
 */
function inboundId(hex: string, at: Date): string {
  return `smpp-${sha256Hex(`${hex.slice(0, 24)}${hex.slice(32)}${Math.floor(at.getTime() / 60_000)}`).slice(0, 32)}`;
}

function parseInbound(_account: CarrierAccount, request: CallbackRequest): readonly CarrierInbound[] {
  const deliver = deliverOf(request);
  const from = deliver?.pdu.source_addr;
  const text = deliver?.kind === 0 ? textOfPdu(deliver.pdu) : null;
  if (typeof from !== "string" || !/^\+?\d{3,20}$/.test(from) || text === null) return [];
  const number = from.replace(/^\+/, "");
  const at = receivedAt(request);
  return [{ providerInboundId: inboundId(request.body.toLowerCase(), at), from: /^1\d{10}$/.test(number) ? `+86${number}` : `+${number}`, text: text.replaceAll("\u0000", ""), at }];
}

/** A direct link to a message centre that speaks SMPP 3.4. */
export const smppDriver: CarrierDriver = {
  key: "smpp",
  channel: "sms",
  capabilities: {
    maxPerCall: 200, maxCharacters: 1_000, allowsFinancePromo: true, billing: "international", receiptMode: "connection", encodings: ["GSM-7", "UCS-2"], idempotent: false, promotionalWindow: null, filesTemplates: false,
    submitCodes: "smpp34", absenceIsProof: false, real: true,
  },
  settings: smppSettingsSchema,
  secrets: smppSecretsSchema,
  submit,
  connect: (account, sink) => lines.connect(account, sink),
  parseReceipts,
  parseInbound,
  receiptReason: (code) => readStat(code).reason ?? "unmapped",
  health: (account) => lines.health(account),
};

/** Closes what this process holds open. */
export const closeSmpp = (): Promise<void> => lines.close();
