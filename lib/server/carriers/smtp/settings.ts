import "server-only";
import { z } from "zod";

/** How mail leaves: `account.settings` of an account that uses SMTP. */
export const smtpSettingsSchema = z.object({
  host: z.string().trim().min(1),
  port: z.number().int().min(1).max(65_535).default(587),
  /** implicit: TLS from the first byte (465). required: STARTTLS or nothing. none: only inside the bank's own network. */
  tls: z.enum(["implicit", "required", "none"]).default("required"),
  user: z.string().trim().nullable().default(null),
  /** What stands in From; the name is what people read. */
  fromName: z.string().trim().min(1).max(60),
  fromAddress: z.email(),
  replyTo: z.email().nullable().default(null),
  /** Where bounces go: the domain's mail server posts them to the account's callback address. */
  bounceAddress: z.email().nullable().default(null),
  connections: z.number().int().min(1).max(50).default(4),
  messagesPerConnection: z.number().int().min(1).max(10_000).default(100),
  dkimDomain: z.string().trim().nullable().default(null),
  dkimSelector: z.string().trim().nullable().default(null),
  /** Whether to ask for delivery status notifications (RFC 3461); servers that do not offer it are not asked. */
  asksForReports: z.boolean().default(true),
  timeoutMs: z.number().int().min(1_000).max(600_000).default(20_000),
});
export type SmtpSettings = z.output<typeof smtpSettingsSchema>;

export const smtpSecretsSchema = z.object({
  password: z.string().min(1).optional(),
  /** PEM, RSA or Ed25519 (RFC 6376, RFC 8463). */
  dkimPrivateKey: z.string().min(1).optional(),
  /** What whoever posts bounces must show. */
  callbackToken: z.string().min(24).optional(),
});
export type SmtpSecrets = z.output<typeof smtpSecretsSchema>;
