import "server-only";
import { z } from "zod";
import { echoCapacity } from "@/lib/domain/carrier/echo";
import { callbackSourceSchema } from "../wire/callback-proof";
import { connectionsSchema, endpointSchema, isSecureEnough, timeoutSchema } from "../wire/endpoint";
import { accountReader } from "../wire/own-settings";

/** SessionContext takes fewer than 512 bytes (SendSms, SessionContext). */
export const SESSION_MAX = 511;

const limit = z.object({ messages: z.number().int().min(1), seconds: z.number().int().min(1).max(31 * 86_400), code: z.string() });

export const tencentSettingsSchema = z
  .object({
    sdkAppId: z.string().regex(/^\d{5,20}$/, "provider.sdk_app_id_malformed"),
    region: z.enum(["ap-guangzhou", "ap-beijing", "ap-nanjing", "ap-singapore"]).default("ap-guangzhou"),
    endpoint: endpointSchema.default("https://sms.tencentcloudapi.com"),
    allowInsecure: z.boolean().default(false),
    timeoutMs: timeoutSchema,
    connections: connectionsSchema,
    /** Numbers in one call with the same text; above the default a receipt no longer finds its message when the answer to the call was lost. SendSms takes 200. */
    numbersPerCall: z.number().int().min(1).max(200).default(echoCapacity(SESSION_MAX)),
    /** What the console lets the account send to one number; the defaults are the console's as generally known, not read in a source. */
    numberLimits: z.array(limit).max(5).default([
      { messages: 1, seconds: 30, code: "LimitExceeded.PhoneNumberThirtySecondLimit" },
      { messages: 5, seconds: 3_600, code: "LimitExceeded.PhoneNumberOneHourLimit" },
      { messages: 10, seconds: 86_400, code: "LimitExceeded.PhoneNumberDailyLimit" },
    ]),
    senderId: z.string().max(20).optional(),
    filingRemark: z.string().trim().max(200).default(""),
    ...callbackSourceSchema,
  })
  .refine((own) => isSecureEnough(own.endpoint, own.allowInsecure), { path: ["endpoint"], error: "provider.endpoint_insecure" });

export type TencentSettings = z.output<typeof tencentSettingsSchema>;

export const tencentSecretsSchema = z.object({
  secretId: z.string().min(8),
  secretKey: z.string().min(8),
  /** Callbacks are unsigned: whoever does not know this is nobody. */
  callbackToken: z.string().min(16).optional(),
});

export type TencentSecrets = z.output<typeof tencentSecretsSchema>;

/** The settings and credentials of an account; null where they are not usable. */
export const tencentAccount = accountReader(tencentSettingsSchema, tencentSecretsSchema);
