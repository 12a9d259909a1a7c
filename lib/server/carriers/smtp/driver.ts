import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import type { MailOptions, SentMessageInfo } from "nodemailer/lib/smtp-pool";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { readDeliveryStatus } from "@/lib/domain/carrier/mail/dsn";
import { letterOf } from "@/lib/domain/carrier/mail/letter";
import { classifyCode } from "@/lib/domain/message/provider-error";
import { isReference } from "@/lib/domain/carrier/echo";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { now } from "../../clock";
import { sha256Hex } from "../../crypto/digest";
import { mailLink } from "../../preferences/mail-links";
import type { CallbackRequest, CarrierAccount, CarrierDriver, CarrierReceipt, Outgoing, SubmitAnswer, SubmitCall } from "../port";
import { carriesToken } from "../wire/callback-proof";
import { inParallel } from "../wire/in-parallel";
import { handOver, noteLeaving } from "./hand-over";
import { statusPartOf } from "./bounce";
import { smtpSecretsSchema, smtpSettingsSchema, type SmtpSecrets, type SmtpSettings } from "./settings";

/** No mail is begun later than this in a call: the pipeline waits for 30 s. */
const BATCH_MS = 15_000;

type Pool = { readonly made: string; readonly transport: Transporter<SentMessageInfo>; readonly settings: SmtpSettings };

const pools = new Map<string, Pool>();

const secretsOf = (account: CarrierAccount): SmtpSecrets => smtpSecretsSchema.parse(account.secrets ?? {});

function optionsOf(settings: SmtpSettings, secrets: SmtpSecrets) {
  const signs = settings.dkimDomain !== null && settings.dkimSelector !== null && secrets.dkimPrivateKey !== undefined;
  return {
    pool: true as const, host: settings.host, port: settings.port, secure: settings.tls === "implicit", requireTLS: settings.tls === "required", ignoreTLS: settings.tls === "none",
    maxConnections: settings.connections, maxMessages: settings.messagesPerConnection,
    // The library's own wish would be to send again what a broken connection may have taken already.
    maxRequeues: 0,
    connectionTimeout: settings.timeoutMs, greetingTimeout: settings.timeoutMs, socketTimeout: settings.timeoutMs,
    disableFileAccess: true, disableUrlAccess: true,
    ...(settings.user === null || secrets.password === undefined ? {} : { auth: { user: settings.user, pass: secrets.password } }),
    ...(signs ? { dkim: { domainName: settings.dkimDomain ?? "", keySelector: settings.dkimSelector ?? "", privateKey: secrets.dkimPrivateKey ?? "" } } : {}),
  };
}

/** The account's connections in this process; other settings or another password open new ones. */
function poolOf(account: CarrierAccount): Pool {
  const made = sha256Hex(JSON.stringify([account.settings, account.secrets]));
  const known = pools.get(account.id);
  if (known?.made === made) return known;
  known?.transport.close();
  const settings = smtpSettingsSchema.parse(account.settings);
  const transport = createTransport(optionsOf(settings, secretsOf(account)));
  noteLeaving(transport);
  const pool = { made, transport, settings };
  pools.set(account.id, pool);
  return pool;
}

// What a mail without a subject of its own is about; the customer's language is the text's.
const ABOUT: Readonly<Record<Purpose, { readonly zh: string; readonly en: string }>> = {
  account: { zh: "账户通知", en: "Your account" }, loan: { zh: "贷款通知", en: "Your loan" }, promotion: { zh: "产品推介", en: "An offer" },
  risk: { zh: "安全提醒", en: "Security alert" }, education: { zh: "金融知识", en: "Good to know" },
};
const WAY_OUT = { zh: "不再接收此类邮件：", en: "No more mails like this:" };
const HAS_HAN = /\p{Script=Han}/u;

function mailOf(settings: SmtpSettings, { reference, to, text, purpose }: Outgoing): MailOptions {
  const language = HAS_HAN.test(text.replace(/^【[^】]*】/u, "")) ? "zh" : "en";
  // Order 74 and the CAN-SPAM Act (15 USC 7704(a)(3)) want a way out in what a customer may refuse; a security alert has none.
  const refusable = purpose === "promotion" || purpose === "education";
  const link = refusable ? mailLink(reference) : null;
  const letter = letterOf(text, { about: ABOUT[purpose as Purpose][language], wayOut: link === null ? null : { label: WAY_OUT[language], url: link } });
  const domain = settings.fromAddress.split("@")[1] ?? "localhost";
  return {
    from: { name: settings.fromName, address: settings.fromAddress }, to, subject: letter.subject, text: letter.text, html: letter.html,
    messageId: `<${reference}@${domain}>`, ...(settings.replyTo === null ? {} : { replyTo: settings.replyTo }),
    envelope: { from: settings.bounceAddress ?? settings.fromAddress, to: [to] },
    headers: {
      "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
      ...(link === null ? {} : { "List-Unsubscribe": `<${link}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
    },
    ...(settings.asksForReports ? { dsn: { ret: "HDRS" as const, envid: reference, notify: ["SUCCESS", "FAILURE", "DELAY"] as SMTPConnection.DSNOption[], orcpt: to } } : {}),
  };
}

async function submit(account: CarrierAccount, batch: readonly Outgoing[], { signal, record }: SubmitCall): Promise<ReadonlyMap<string, SubmitAnswer>> {
  const { transport, settings } = poolOf(account);
  const answers = new Map<string, SubmitAnswer>();
  const left = await inParallel(batch, settings.connections, { signal, untilMs: BATCH_MS }, async (outgoing) => {
    const mail = mailOf(settings, outgoing);
    record?.([outgoing.reference], { direction: "sent", what: "mail", body: `Subject: ${String(mail.subject)}\n\n${String(mail.text)}` });
    const { answer, said } = await handOver(transport, { reference: outgoing.reference, mail });
    answers.set(outgoing.reference, answer);
    if (said !== "") record?.([outgoing.reference], { direction: "received", what: "answer", body: said });
  });
  for (const { reference } of left) answers.set(reference, { outcome: "refused", code: "hongyan.never_taken" });
  return answers;
}

/** A bounce or report that the bank's mail server posted as it came (message/rfc822). */
async function parseReceipts(_account: CarrierAccount, request: CallbackRequest): Promise<readonly CarrierReceipt[]> {
  const part = await statusPartOf(request.body);
  if (part === null) return [];
  return readDeliveryStatus(part).flatMap(({ action, status, envelopeId }): CarrierReceipt[] => {
    // Who gave another id, or none, wrote about another mail.
    if (envelopeId === null || !isReference(envelopeId)) return [];
    const state = action === "failed" ? "failed" : action === "delivered" ? "delivered" : "accepted";
    return [{ providerMessageId: envelopeId, reference: envelopeId, state, code: status, at: now() }];
  });
}

/** Mail by SMTP: plain and HTML parts of one approved text, signed where the bank has a key, with a way out. */
export const smtp: CarrierDriver = {
  key: "smtp",
  channel: "email",
  capabilities: {
    maxPerCall: 50, maxCharacters: 5_000, allowsFinancePromo: true, billing: "cn-domestic", receiptMode: "push", encodings: ["UTF-8"], idempotent: false, promotionalWindow: null,
    filesTemplates: false, submitCodes: "smtp", absenceIsProof: false, real: true,
  },
  settings: smtpSettingsSchema,
  secrets: smtpSecretsSchema,
  submit,
  parseReceipts,
  verify: (account, request) => carriesToken(request, secretsOf(account).callbackToken),
  receiptReason: (code) => classifyCode("smtp", code).class ?? "unmapped",
  async health(account) {
    try {
      await poolOf(account).transport.verify();
      return { ok: true, detail: "" };
    } catch (error) {
      return { ok: false, detail: (error as { code?: string }).code ?? "" };
    }
  },
};

/** Closes what this process holds open: for the end of a worker and of a test. */
export function closeMail(): void {
  for (const { transport } of pools.values()) transport.close();
  pools.clear();
}
