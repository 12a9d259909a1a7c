import "server-only";
import { receiptReasonOf } from "@/lib/domain/carrier/receipt-reason";
import { readTwilioInbound, readTwilioReceipt, twilioOutcome } from "@/lib/domain/carrier/twilio/messages";
import { now } from "../../clock";
import type { CallbackRequest, CarrierAccount, CarrierDriver } from "../port";
import { queryOf } from "../wire/callback-proof";
import { reportUnreadable } from "../wire/unreadable";
import { twilioHealth } from "./health";
import { query } from "./query";
import { twilioAccount, twilioSecretsSchema, twilioSettingsSchema } from "./settings";
import { isSignedByTwilio } from "./signed";
import { BODY_MAX, submit } from "./submit";

function verify(account: CarrierAccount, request: CallbackRequest): boolean {
  const own = twilioAccount(account);
  return own !== null && isSignedByTwilio(own.secrets.authToken, [own.settings.statusCallbackUrl, own.settings.inboundUrl], request);
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
  health: (account) => twilioHealth(twilioAccount(account)),
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
