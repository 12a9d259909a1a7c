import "server-only";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { formFields } from "@/lib/domain/carrier/form";
import { receiptReasonOf } from "@/lib/domain/carrier/receipt-reason";
import { readTwilioInbound, readTwilioReceipt, twilioOutcome } from "@/lib/domain/carrier/twilio/messages";
import { now } from "../../clock";
import type { CallbackRequest, CarrierAccount, CarrierDriver } from "../port";
import { queryOf } from "../wire/callback-proof";
import { reportUnreadable } from "../wire/unreadable";
import { health, query } from "./query";
import { twilioAccount, twilioSecretsSchema, twilioSettingsSchema } from "./settings";
import { BODY_MAX, submit } from "./submit";

/**
 * Twilio signs the address that it called, which a proxy may hide from us: the configured addresses are tried with the query
 * that came, and the address as it reached us.
 */
function verify(account: CarrierAccount, request: CallbackRequest): boolean {
  const own = twilioAccount(account);
  const given = request.headers["x-twilio-signature"];
  if (!own || given === undefined || given === "") return false;
  const came = request.url ?? request.path;
  const query = came.includes("?") ? came.slice(came.indexOf("?")) : "";
  const configured = [own.settings.statusCallbackUrl, own.settings.inboundUrl].flatMap((url) => (url === undefined ? [] : [url.replace(/\?.*$/, "") + query]));
  const fields = Object.fromEntries(formFields(request.body));
  return [...configured, ...(request.url !== undefined && URL.canParse(request.url) ? [request.url] : [])].some((url) => validateRequest(own.secrets.authToken, given, url, fields));
}

/** Twilio's Messages API (2010-04-01). */
export const twilio = {
  key: "twilio",
  channel: "sms",
  capabilities: {
    maxPerCall: 100, maxCharacters: BODY_MAX, allowsFinancePromo: true, billing: "international", receiptMode: "push", encodings: ["GSM-7", "UCS-2"], idempotent: false,
    promotionalWindow: null, filesTemplates: false, submitCodes: "twilio", absenceIsProof: false, real: true,
  },
  settings: twilioSettingsSchema,
  secrets: twilioSecretsSchema,
  submit,
  query,
  health,
  verify,
  receiptReason: (code) => (twilioOutcome(code) === "failed" ? "undelivered" : receiptReasonOf("twilio", code)),
  parseReceipts(account, request) {
    const receipt = readTwilioReceipt(request.body, queryOf(request).get("reference"), now());
    reportUnreadable(account, "receipts", receipt === null ? 1 : 0);
    return receipt === null ? [] : [receipt];
  },
  parseInbound(account, request) {
    const inbound = readTwilioInbound(request.body, now());
    reportUnreadable(account, "inbound", inbound === null ? 1 : 0);
    return inbound === null ? [] : [inbound];
  },
  answer: () => ({ status: 200, contentType: "text/xml; charset=utf-8", body: "<Response/>" }),
} satisfies CarrierDriver;
