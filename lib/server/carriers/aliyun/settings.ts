import "server-only";
import { z } from "zod";
import { echoCapacity } from "@/lib/domain/carrier/echo";
import { callbackSourceSchema } from "../wire/callback-proof";
import { connectionsSchema, endpointSchema, isSecureEnough, timeoutSchema } from "../wire/endpoint";
import { accountReader } from "../wire/own-settings";

/** OutId takes fewer than 256 characters (SendSms, OutId). */
export const OUT_ID_MAX = 255;

const limit = z.object({ messages: z.number().int().min(1), seconds: z.number().int().min(1).max(31 * 86_400), code: z.string().default("isv.BUSINESS_LIMIT_CONTROL") });

export const aliyunSettingsSchema = z
  .object({
    endpoint: endpointSchema.default("https://dysmsapi.aliyuncs.com"),
    allowInsecure: z.boolean().default(false),
    timeoutMs: timeoutSchema,
    connections: connectionsSchema,
    /** Numbers in one call; above the default a receipt no longer finds its message when the answer to the call was lost. SendBatchSms takes 100. */
    numbersPerCall: z.number().int().min(1).max(100).default(echoCapacity(OUT_ID_MAX)),
    /** What the account may send to one number: notices and offers 50 in 24 hours for each signature, template and number (help.aliyun.com document_detail/101346). */
    numberLimits: z.array(limit).max(5).default([{ messages: 50, seconds: 86_400, code: "isv.BUSINESS_LIMIT_CONTROL" }]),
    /** What reviewers of templates read: where the texts are used. */
    filingRemark: z.string().trim().max(200).default(""),
    applyScene: z.string().trim().max(200).default(""),
    ...callbackSourceSchema,
  })
  .refine((own) => isSecureEnough(own.endpoint, own.allowInsecure), { path: ["endpoint"], error: "provider.endpoint_insecure" });

export type AliyunSettings = z.output<typeof aliyunSettingsSchema>;

export const aliyunSecretsSchema = z.object({
  accessKeyId: z.string().min(8),
  accessKeySecret: z.string().min(8),
  /** Callbacks are unsigned: whoever does not know this is nobody. */
  callbackToken: z.string().min(16).optional(),
});

export type AliyunSecrets = z.output<typeof aliyunSecretsSchema>;

/** The settings and credentials of an account; null where they are not usable. */
export const aliyunAccount = accountReader(aliyunSettingsSchema, aliyunSecretsSchema);
