import "server-only";
import { z } from "zod";
import { twilioSecretsSchema } from "../twilio/settings";
import { connectionsSchema, endpointSchema, isSecureEnough, timeoutSchema } from "../wire/endpoint";
import { accountReader } from "../wire/own-settings";

export const twilioVoiceSettingsSchema = z
  .object({
    endpoint: endpointSchema.default("https://api.twilio.com"),
    allowInsecure: z.boolean().default(false),
    /** Names the account in every address; the token is what is secret. */
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, "provider.account_sid_malformed"),
    /** The number that the phone shows: one of ours at Twilio, or one that Twilio has verified, in E.164 form. */
    from: z.string().regex(/^\+[1-9]\d{6,14}$/, "provider.shown_number_malformed"),
    /** This account's receipts address as the outside sees it: without it nobody would learn what became of a call. Twilio signs it, so it must be exact. */
    statusCallbackUrl: z.url({ protocol: /^https?$/ }),
    /** For how long a phone rings: Twilio's own 60 s is longer than anybody's patience (twilio.com/docs/voice/api/call-resource, Timeout; at most 600). */
    ringSeconds: z.number().int().min(10).max(120).default(30),
    timeoutMs: timeoutSchema,
    connections: connectionsSchema,
  })
  .refine((own) => isSecureEnough(own.endpoint, own.allowInsecure), { path: ["endpoint"], error: "provider.endpoint_insecure" });

export type TwilioVoiceSettings = z.output<typeof twilioVoiceSettingsSchema>;

/** The settings and credentials of an account; null where they are not usable. */
export const twilioVoiceAccount = accountReader(twilioVoiceSettingsSchema, twilioSecretsSchema);
