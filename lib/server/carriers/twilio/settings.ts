import "server-only";
import { z } from "zod";
import { connectionsSchema, endpointSchema, isSecureEnough, timeoutSchema } from "../wire/endpoint";
import { accountReader } from "../wire/own-settings";

export const twilioSettingsSchema = z
  .object({
    endpoint: endpointSchema.default("https://api.twilio.com"),
    allowInsecure: z.boolean().default(false),
    /** Names the account in every address; the token is what is secret. */
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, "provider.account_sid_malformed"),
    /** A number of ours in E.164 form, a short code or a sender's name; or a messaging service, which chooses. */
    from: z.string().min(3).max(20).optional(),
    messagingServiceSid: z.string().regex(/^MG[0-9a-f]{32}$/, "provider.service_malformed").optional(),
    /** Where Twilio reports to: this account's receipts address as the outside sees it. Twilio signs it, so it must be exact. */
    statusCallbackUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** This account's inbound address as the outside sees it, as it stands in Twilio's console. */
    inboundUrl: z.url({ protocol: /^https?$/ }).optional(),
    timeoutMs: timeoutSchema,
    connections: connectionsSchema,
  })
  .refine((own) => (own.from === undefined) !== (own.messagingServiceSid === undefined), { path: ["from"], error: "provider.sender_or_service" })
  .refine((own) => isSecureEnough(own.endpoint, own.allowInsecure), { path: ["endpoint"], error: "provider.endpoint_insecure" });

export type TwilioSettings = z.output<typeof twilioSettingsSchema>;

/** The auth token also proves callbacks. */
export const twilioSecretsSchema = z.object({ authToken: z.string().min(1) });

export type TwilioSecrets = z.output<typeof twilioSecretsSchema>;

/** The settings and credentials of an account; null where they are not usable. */
export const twilioAccount = accountReader(twilioSettingsSchema, twilioSecretsSchema);
