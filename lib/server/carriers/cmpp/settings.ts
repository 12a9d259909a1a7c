import "server-only";
import { z } from "zod";
import { CMPP_VERSIONS } from "@/lib/domain/carrier/cmpp/pdu";
import { tlsSettings } from "../wire/tls-settings";

/** How a CMPP gateway is reached: `account.settings`. Names of fields are those of QB-GF-028-2003. */
export const cmppSettingsSchema = z.object({
  host: z.string().trim().min(1),
  port: z.number().int().min(1).max(65_535).default(7_890),
  ...tlsSettings,
  version: z.enum(CMPP_VERSIONS).default("2.0"),
  /** Source_Addr and Msg_src: the enterprise code. */
  sourceAddress: z.string().regex(/^[\x21-\x7e]{1,6}$/),
  /** Service_Id. */
  serviceId: z.string().regex(/^[\x20-\x7e]{0,10}$/).default(""),
  /** Src_Id: the access number that phones see and answer to. */
  sourceNumber: z.string().regex(/^\d{1,21}$/),
  connections: z.number().int().min(1).max(16).default(1),
  /** SUBMITs without an answer on one connection (16 in the standard). */
  window: z.number().int().min(1).max(256).default(16),
  /** How numbers of the mainland are written: 13800138000 or 8613800138000. */
  numberFormat: z.enum(["national", "international"]).default("national"),
  asciiAs: z.enum(["ucs2", "ascii"]).default("ucs2"),
  feeType: z.string().max(2).default("01"),
  feeCode: z.string().max(6).default("000000"),
  connectTimeoutMs: z.number().int().min(500).max(60_000).default(10_000),
  answerTimeoutMs: z.number().int().min(200).max(60_000).default(20_000),
  /** Silence after which ACTIVE_TEST asks whether the other side lives (180 s in the standard; firewalls forget earlier). */
  idleMs: z.number().int().min(200).max(600_000).default(60_000),
  /** Wait before the second try to connect; it doubles up to a minute. */
  reconnectMs: z.number().int().min(10).max(60_000).default(1_000),
});
export type CmppSettings = z.output<typeof cmppSettingsSchema>;

export const cmppSecretsSchema = z.object({ sharedSecret: z.string().min(1) });
