import "server-only";
import { z } from "zod";
import { hasFixedOrigin, unknownPlaceholders, type Json } from "@/lib/domain/carrier/http/fill";
import { isPointer } from "@/lib/domain/carrier/http/pointer";
import { callbackSourceSchema } from "../wire/callback-proof";
import { connectionsSchema, endpointSchema, isSecureEnough, timeoutSchema } from "../wire/endpoint";
import { accountReader } from "../wire/own-settings";

const pointer = z.string().max(200).refine(isPointer, "provider.pointer_malformed");
const filled = z.string().max(4_000).refine((text) => unknownPlaceholders(text).length === 0, "provider.placeholder_unknown");
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,60}$/, "provider.header_malformed");
const timeForm = z.enum(["iso", "seconds", "milliseconds", "china"]).default("iso");

const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

/** HMAC-SHA256 over "<timestamp>.<body>", timestamp in seconds since 1970. */
const signing = z.object({
  header: headerName.default("x-signature"),
  timestampHeader: headerName.default("x-timestamp"),
  encoding: z.enum(["hex", "base64"]).default("hex"),
  prefix: z.string().max(20).default(""),
});

export const httpSettingsSchema = z
  .object({
    url: z.string().max(500).refine(hasFixedOrigin, "provider.endpoint_malformed").refine((text) => unknownPlaceholders(text).length === 0, "provider.placeholder_unknown"),
    allowInsecure: z.boolean().default(false),
    method: z.enum(["POST", "PUT"]).default("POST"),
    headers: z.record(headerName, filled).default({}),
    body: json.refine((value) => unknownPlaceholders(JSON.stringify(value)).length === 0, "provider.placeholder_unknown"),
    success: z.object({ path: pointer, equals: z.array(z.string()).min(1).max(20) }),
    idPath: pointer,
    codePath: pointer,
    timeoutMs: timeoutSchema,
    connections: connectionsSchema,
    signRequests: signing.optional(),
    signedCallbacks: signing.extend({ toleranceSeconds: z.number().int().min(1).max(3_600).default(300) }).optional(),
    receipts: z.object({
      list: pointer.default(""), id: pointer, reference: pointer.optional(), state: pointer, states: z.record(z.string(), z.enum(["delivered", "failed", "accepted", "unknown"])),
      code: pointer.optional(), time: pointer.optional(), timeForm,
    }).optional(),
    inbound: z.object({ list: pointer.default(""), id: pointer, from: pointer, text: pointer, time: pointer.optional(), timeForm }).optional(),
    callbackAnswer: z.object({ status: z.number().int().min(200).max(299), contentType: z.string().max(80), body: z.string().max(500) }).default({ status: 200, contentType: "application/json", body: "{}" }),
    /** Asked with GET; a 2xx is well. */
    healthUrl: endpointSchema.optional(),
    ...callbackSourceSchema,
  })
  .refine((own) => endpointSchema.safeParse(originOf(own.url)).success, { path: ["url"], error: "provider.endpoint_forbidden" })
  .refine((own) => [own.url, own.healthUrl].every((url) => url === undefined || isSecureEnough(url, own.allowInsecure)), { path: ["url"], error: "provider.endpoint_insecure" });

/** Scheme, host and port of an address template, which hold no placeholder. */
export function originOf(template: string): string {
  return /^https?:\/\/[^/?#]+/i.exec(template)?.[0] ?? "";
}

export type HttpSettings = z.output<typeof httpSettingsSchema>;

/** Keys for signatures, the token of callbacks, and whatever the templates name as {{secret.name}}. */
export const httpSecretsSchema = z
  .object({ signingKey: z.string().min(16).optional(), callbackKey: z.string().min(16).optional(), callbackToken: z.string().min(16).optional() })
  .catchall(z.string().min(1).max(4_000));

export type HttpSecrets = z.output<typeof httpSecretsSchema>;

/** The settings and credentials of an account; null where they are not usable. */
export const httpAccount = accountReader(httpSettingsSchema, httpSecretsSchema);
