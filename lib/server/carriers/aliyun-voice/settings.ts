import "server-only";
import { z } from "zod";
import { callbackSourceSchema } from "../wire/callback-proof";
import { connectionsSchema, endpointSchema, isSecureEnough, timeoutSchema } from "../wire/endpoint";
import { accountReader } from "../wire/own-settings";

const limit = z.object({ messages: z.number().int().min(1), seconds: z.number().int().min(1).max(31 * 86_400), code: z.string().default("isv.BUSINESS_LIMIT_CONTROL") });

export const aliyunVoiceSettingsSchema = z
  .object({
    endpoint: endpointSchema.default("https://dyvmsapi.aliyuncs.com"),
    allowInsecure: z.boolean().default(false),
    timeoutMs: timeoutSchema,
    connections: connectionsSchema,
    /** The number that the phone shows, or the id of a service instance; absent: a number of the shared pool (document_detail/393519, CalledShowNumber). */
    shownNumber: z.string().regex(/^[\w-]{3,64}$/, "provider.shown_number_malformed").optional(),
    /** How often the text is read in one call: 1 to 3 (document_detail/393519, PlayTimes). */
    playTimes: z.number().int().min(1).max(3).default(1),
    /** 0 to 100 (document_detail/393519, Volume). */
    volume: z.number().int().min(0).max(100).default(100),
    /** What the carrier places to one number, failed calls included: 1 a minute, 5 an hour, 20 in 24 hours (document_detail/393519). */
    numberLimits: z.array(limit).max(5).default([
      { messages: 1, seconds: 60, code: "isv.BUSINESS_LIMIT_CONTROL" }, { messages: 5, seconds: 3_600, code: "isv.BUSINESS_LIMIT_CONTROL" }, { messages: 20, seconds: 86_400, code: "isv.BUSINESS_LIMIT_CONTROL" },
    ]),
    ...callbackSourceSchema,
  })
  .refine((own) => isSecureEnough(own.endpoint, own.allowInsecure), { path: ["endpoint"], error: "provider.endpoint_insecure" });

export type AliyunVoiceSettings = z.output<typeof aliyunVoiceSettingsSchema>;

export const aliyunVoiceSecretsSchema = z.object({
  accessKeyId: z.string().min(8),
  accessKeySecret: z.string().min(8),
  /** Reports are unsigned: whoever does not know this is nobody. */
  callbackToken: z.string().min(16).optional(),
});

export type AliyunVoiceSecrets = z.output<typeof aliyunVoiceSecretsSchema>;

/** The settings and credentials of an account; null where they are not usable. */
export const aliyunVoiceAccount = accountReader(aliyunVoiceSettingsSchema, aliyunVoiceSecretsSchema);
