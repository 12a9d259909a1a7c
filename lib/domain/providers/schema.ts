import { z } from "zod";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";

export const saveProviderSchema = z.object({
  /** Absent for a new account. */
  accountId: z.uuid().optional(),
  key: z.string().trim().regex(/^[a-z][a-z0-9-]{1,30}$/, "provider.key_malformed"),
  name: z.string().trim().min(2, "provider.name_missing").max(60),
  driver: z.string().min(1),
  channel: z.enum(CHANNELS),
  speedPerSecond: z.number().int().min(1, "provider.speed_range").max(100_000, "provider.speed_range"),
  priority: z.number().int().min(0).max(1_000),
  contractNumber: z.string().trim().max(60).nullable(),
  contractEndsAt: z.iso.datetime().nullable(),
  /** Public clouds carry notices and no offers of finance. */
  takesOffers: z.boolean(),
  /** Records what would have been sent and hands nothing over. */
  dryRun: z.boolean(),
  /** Of which messages the exchanges with the carrier are kept. */
  keepsExchanges: z.enum(["all", "troubled", "none"]),
  /** JSON object of the driver's settings that are no secrets. */
  settings: z.record(z.string(), z.json()),
  /** Write-only; null leaves what is stored. */
  secrets: z.record(z.string(), z.string()).nullable(),
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
