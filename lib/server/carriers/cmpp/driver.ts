import "server-only";
import { inboundTextOf, partsOf, type Part } from "@/lib/domain/carrier/cmpp/content";
import { decodeEither } from "@/lib/domain/carrier/cmpp/decode";
import { fromHex } from "@/lib/domain/carrier/cmpp/octets";
import { isWide, type Deliver, type Submit } from "@/lib/domain/carrier/cmpp/pdu";
import { reportOf } from "@/lib/domain/carrier/cmpp/report";
import { UNREACHABLE } from "@/lib/domain/carrier/own-codes";
import { readStat } from "@/lib/domain/message/receipt";
import { now } from "../../clock";
import { sha256Hex } from "../../crypto/digest";
import { linkSink } from "../callbacks/store";
import type { CallbackRequest, CarrierAccount, CarrierDriver, CarrierInbound, CarrierLink, CarrierReceipt, LinkSink, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { inParallel } from "../wire/in-parallel";
import { keepStanding, type Standing } from "../wire/standing";
import { Throttle } from "../wire/throttle";
import { CmppSession, SessionOver } from "./session";
import { cmppSecretsSchema, cmppSettingsSchema, type CmppSettings } from "./settings";

/** Within this time a call has its answers: the pipeline waits for 30 s. */
const CALL_MS = 25_000;
/** How long a call waits for a connection before it says that there is none. */
const CONNECTION_MS = 5_000;
const FLOW_CONTROL = 8;

type Line = { readonly made: string; readonly settings: CmppSettings; readonly standing: Standing<CmppSession>; readonly throttle: Throttle };
const lines = new Map<string, Line>();

function openLine(account: CarrierAccount, sink: LinkSink): Line {
  const settings = cmppSettingsSchema.parse(account.settings);
  const { sharedSecret } = cmppSecretsSchema.parse(account.secrets);
  const needs = { accountKey: account.key, settings, secret: sharedSecret, onDeliver: (hex: string) => sink.take({ path: `cmpp/${settings.version}`, headers: {}, body: hex }) };
  const standing = keepStanding(settings.connections, settings.window, settings.reconnectMs, (onOver) => CmppSession.open({ ...needs, onOver }));
  const line = { made: madeOf(account), settings, standing, throttle: new Throttle() };
  lines.set(account.id, line);
  return line;
}

const madeOf = (account: CarrierAccount) => sha256Hex(JSON.stringify([account.settings, account.secrets]));

/** The account's connections in this process: those that the worker keeps, else some of its own. */
function lineOf(account: CarrierAccount): Line {
  const known = lines.get(account.id);
  if (known?.made === madeOf(account)) return known;
  void known?.standing.close(0);
  return openLine(account, linkSink(cmpp, account));
}

function connect(account: CarrierAccount, sink: LinkSink): CarrierLink {
  const before = lines.get(account.id);
  void before?.standing.close(CONNECTION_MS);
  const line = openLine(account, sink);
  return {
    states: line.standing.states,
    async close(graceMs) {
      if (lines.get(account.id) === line) lines.delete(account.id);
      await line.standing.close(graceMs);
    },
  };
}

const toNumber = (e164: string, format: CmppSettings["numberFormat"]) => (format === "national" ? e164.replace(/^\+86/, "") : e164).replace(/^\+/, "");
const fromNumber = (number: string) => (/^86\d{11}$/.test(number) ? `+${number}` : /^1\d{10}$/.test(number) ? `+86${number}` : `+${number.replace(/^\+|^00/, "")}`);

type Sent = { readonly kind: "taken"; readonly msgId: string } | { readonly kind: "refused"; readonly code: string } | { readonly kind: "unanswered" } | { readonly kind: "never_left" };

/** One SUBMIT, tried again only while it is certain that nothing of it was taken: not written at all, or refused as too fast. */
async function send(line: Line, pdu: Omit<Submit, "sequence" | "command">, until: number, note: (direction: "sent" | "received", what: string, hex: string) => void): Promise<Sent> {
  while (await line.throttle.turn(until)) {
    const session = await line.standing.pick(Math.min(until, performance.now() + CONNECTION_MS));
    if (!session) return { kind: "never_left" };
    try {
      const { resp, hex } = await session.submit(pdu, (sent) => note("sent", "SUBMIT", sent));
      note("received", "SUBMIT_RESP", hex);
      if (resp.result === 0) {
        line.throttle.faster();
        return { kind: "taken", msgId: resp.msgId };
      }
      if (resp.result !== FLOW_CONTROL) return { kind: "refused", code: String(resp.result) };
      line.throttle.slower();
    } catch (error) {
      if (!(error instanceof SessionOver)) throw error;
      if (error.written) return { kind: "unanswered" };
    }
  }
  // The call's time went by waiting for a line that asks for patience.
  return { kind: "refused", code: String(FLOW_CONTROL) };
}

/**
 * All segments of a text, one after the other. Once a segment is taken the text can no longer be refused as a whole: what
 * follows a later refusal is a text that no phone can show, and sending it again would send its beginning twice.
 */
async function sendText(line: Line, outgoing: Outgoing, parts: readonly Part[], until: number, record: SubmitCall["record"]): Promise<SubmitAnswer> {
  const { settings } = line;
  const ids: string[] = [];
  for (const part of parts) {
    const sent = await send(line, {
      msgId: "0".repeat(16), total: part.total, number: part.number, registeredDelivery: 1, level: 1, serviceId: settings.serviceId, feeUserType: 2, feeTerminal: "", protocolId: 0, hasHeader: part.hasHeader,
      format: part.format, source: settings.sourceAddress, feeType: settings.feeType, feeCode: settings.feeCode, validUntil: "", sendAt: "", sourceNumber: settings.sourceNumber,
      destinations: [toNumber(outgoing.to, settings.numberFormat)], content: part.content,
    }, until, (direction, what, body) => record?.([outgoing.reference], { direction, what, body }));
    if (sent.kind === "taken") ids.push(sent.msgId);
    else if (sent.kind === "unanswered") return { outcome: "uncertain" };
    else if (ids.length > 0) return { outcome: "refused", code: "hongyan.part_left" };
    else return { outcome: "refused", code: sent.kind === "refused" ? sent.code : UNREACHABLE };
  }
  return { outcome: "accepted", providerMessageId: ids[0] ?? "", ...(ids.length > 1 ? { parts: ids } : {}) };
}

// One octet for all parts of a text; two long texts to one phone within seconds must not share it.
let reference = Math.floor(Math.random() * 256);

async function submit(account: CarrierAccount, batch: readonly Outgoing[], { signal, record }: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const line = lineOf(account);
  const until = performance.now() + CALL_MS;
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, line.settings.connections * line.settings.window, { signal, untilMs: CALL_MS }, async (outgoing) => {
    reference = (reference + 1) % 256;
    const parts = partsOf(outgoing.text, reference, line.settings.asciiAs);
    answers.set(outgoing.reference, parts.ok ? await sendText(line, outgoing, parts.value, until, record) : { outcome: "refused", code: "hongyan.too_long" });
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

function parseReceipts(account: CarrierAccount, request: CallbackRequest): readonly CarrierReceipt[] {
  const deliver = deliverOf(account, request);
  const report = deliver && reportOf(deliver);
  // The carrier's times have no year and its clock is its own: when we heard of it is what counts.
  return report ? [{ providerMessageId: report.msgId, reference: null, state: readStat(report.stat).outcome, code: report.stat, at: now() }] : [];
}

function parseInbound(account: CarrierAccount, request: CallbackRequest): readonly CarrierInbound[] {
  const deliver = deliverOf(account, request);
  const text = deliver && inboundTextOf(deliver);
  // Each part of a long text is a text of its own: nothing is lost while others are missing, and a refusal fits into one.
  return deliver && text ? [{ providerInboundId: `cmpp-${deliver.msgId}`, from: fromNumber(deliver.source), text: text.text, at: now() }] : [];
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
  connect,
  parseReceipts,
  parseInbound,
  receiptReason: (code) => readStat(code).reason ?? "unmapped",
  async health(account) {
    const session = await lineOf(account).standing.pick(performance.now() + CONNECTION_MS);
    return session ? { ok: true, detail: "" } : { ok: false, detail: lineOf(account).standing.states()[0]?.detail ?? "" };
  },
};

/** Closes what this process holds open: for the end of a worker and of a test. */
export async function closeCmpp(): Promise<void> {
  const open = [...lines.values()];
  lines.clear();
  await Promise.all(open.map(({ standing }) => standing.close(0)));
}
