import "server-only";
import { z } from "zod";
import { LONG_MESSAGES } from "@/lib/domain/carrier/smpp/content";
import { RECEIPT_IDS } from "@/lib/domain/carrier/smpp/receipt";
import { tlsSettings } from "../wire/tls-settings";

const octet = z.number().int().min(0).max(255);
const cString = (octets: number) => z.string().regex(new RegExp(`^[\\x20-\\x7e]{0,${octets}}$`));

/** How an SMSC is reached: `account.settings`. Names and widths of fields are those of SMPP 3.4 §4. */
export const smppSettingsSchema = z.object({
  host: z.string().trim().min(1),
  port: z.number().int().min(1).max(65_535).default(2_775),
  ...tlsSettings,
  systemId: cString(15),
  systemType: cString(12).default(""),
  /** One connection for both directions, or one for each. */
  bind: z.enum(["transceiver", "pair"]).default("transceiver"),
  connections: z.number().int().min(1).max(16).default(1),
  /** submit_sm without an answer on one connection (SMPP 3.4 §2.9: no more than 10 are advised). */
  window: z.number().int().min(1).max(1_000).default(10),
  serviceType: cString(5).default(""),
  sourceAddress: cString(20),
  sourceTon: octet.default(0),
  sourceNpi: octet.default(0),
  destinationTon: octet.default(1),
  destinationNpi: octet.default(1),
  longMessages: z.enum(LONG_MESSAGES).default("udh"),
  receiptIds: z.enum(RECEIPT_IDS).default("same"),
  connectTimeoutMs: z.number().int().min(500).max(60_000).default(10_000),
  answerTimeoutMs: z.number().int().min(200).max(60_000).default(20_000),
  /** Silence after which enquire_link asks whether the other side lives. */
  idleMs: z.number().int().min(200).max(600_000).default(30_000),
  reconnectMs: z.number().int().min(10).max(60_000).default(1_000),
});
export type SmppSettings = z.output<typeof smppSettingsSchema>;

export const smppSecretsSchema = z.object({ password: z.string().min(1).max(8) });
