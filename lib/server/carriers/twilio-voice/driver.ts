import "server-only";
import { readTwilioCall, twilioCallReason } from "@/lib/domain/carrier/twilio-voice/calls";
import type { CarrierDriver } from "../port";
import { twilioHealth } from "../twilio/health";
import { twilioSecretsSchema } from "../twilio/settings";
import { isSignedByTwilio } from "../twilio/signed";
import { queryOf } from "../wire/callback-proof";
import { receivedAt } from "../wire/received-at";
import { reportUnreadable } from "../wire/unreadable";
import { twilioVoiceAccount, twilioVoiceSettingsSchema } from "./settings";
import { submit } from "./submit";

/** Twilio's Calls API (2010-04-01): a voice reads the text out. */
export const twilioVoice = {
  key: "twilio-voice",
  channel: "voice",
  capabilities: {
    // A thousand Chinese characters are the 3,000 octets that every voice reads (script.ts).
    maxPerCall: 100, maxCharacters: 1_000, allowsFinancePromo: false, billing: "per-call", receiptMode: "push", encodings: ["UTF-8"], idempotent: false,
    promotionalWindow: null, filesTemplates: false, submitCodes: "twilio-voice", absenceIsProof: false, real: true,
  },
  settings: twilioVoiceSettingsSchema,
  secrets: twilioSecretsSchema,
  submit,
  health: (account) => twilioHealth(twilioVoiceAccount(account)),
  receiptReason: twilioCallReason,
  parseReceipts(account, request) {
    const receipt = readTwilioCall(request.body, queryOf(request), receivedAt(request));
    reportUnreadable(account, "receipts", receipt === null ? 1 : 0);
    return receipt === null ? [] : [receipt];
  },
  verify(account, request) {
    const own = twilioVoiceAccount(account);
    return own !== null && isSignedByTwilio(own.secrets.authToken, [own.settings.statusCallbackUrl], request);
  },
  // Nothing more to say: a call that asks what comes next ends here.
  answer: () => ({ status: 200, contentType: "text/xml; charset=utf-8", body: "<Response/>" }),
} satisfies CarrierDriver;
