import { z } from "zod";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";

export const KEEPS_EXCHANGES = ["all", "troubled", "none"] as const;

/** Values as the form over a driver's schema holds them: JSON as it is typed, null for an empty number. */
const values = z.record(z.string().max(60), z.union([z.string().max(40_000), z.number(), z.boolean(), z.null()]));

/** An account as its form holds it. */
export const saveProviderSchema = z.object({
  /** Absent for a new account. */
  accountId: z.uuid().optional(),
  key: z.string().trim().regex(/^[a-z][a-z0-9-]{1,30}$/, "provider.key_malformed"),
  name: z.string().trim().min(2, "provider.name_missing").max(60),
  driver: z.string().min(1),
  speedPerSecond: z.number().int().min(1, "provider.speed_range").max(100_000, "provider.speed_range"),
  priority: z.number().int().min(0).max(1_000),
  contractNumber: z.string().trim().max(60),
  /** Last day of the contract on the bank's calendar; empty: no end. */
  contractEndsOn: z.union([z.literal(""), z.iso.date("settings.day_malformed")]),
  /** Public clouds carry notices and no offers of finance. */
  takesOffers: z.boolean(),
  /** Records what would have been sent and hands nothing over. */
  dryRun: z.boolean(),
  /** Of which messages the exchanges with the carrier are kept. */
  keepsExchanges: z.enum(KEEPS_EXCHANGES),
  settings: values,
  /** Write-only; what is empty stays as it is stored. */
  secrets: values,
});

export const createPriceSchema = z.object({
  accountId: z.uuid(),
  purpose: z.enum(PURPOSES).nullable(),
  /** Micro-yuan for one billing segment: 45,000 is 0.045 yuan. */
  micros: z.number().int().min(0).max(100_000_000, "price.range"),
  effectiveFrom: z.iso.datetime(),
  source: z.string().trim().min(2, "price.source_missing").max(120),
});

export const accountIdSchema = z.object({ accountId: z.uuid() });

export type SaveProviderInput = z.output<typeof saveProviderSchema>;
export type CreatePriceInput = z.output<typeof createPriceSchema>;
