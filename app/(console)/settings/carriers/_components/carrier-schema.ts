import { z } from "zod";
import { createPriceSchema, saveProviderSchema } from "@/lib/domain/providers/schema";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";

function isObject(text: string, check: (value: unknown) => boolean): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) && Object.values(parsed).every(check);
  } catch {
    return false;
  }
}

const day = z.union([z.literal(""), z.iso.date("settings.day_malformed")]);

/** An account as the form holds it: days of the bank, and JSON as it is typed. */
export const carrierFormSchema = saveProviderSchema
  .pick({ accountId: true, key: true, name: true, driver: true, channel: true, speedPerSecond: true, priority: true, takesOffers: true, dryRun: true, keepsExchanges: true })
  .extend({
    contractNumber: z.string().trim().max(60),
    contractEndsOn: day,
    settings: z.string().trim().refine((text) => isObject(text, () => true), "provider.json_malformed"),
    /** Empty leaves what is stored. */
    secrets: z.string().trim().refine((text) => text === "" || isObject(text, (value) => typeof value === "string"), "provider.json_malformed"),
  });

/** A price as the form holds it: in yuan, from a day of the bank on. */
export const priceFormSchema = createPriceSchema.pick({ accountId: true, source: true }).extend({
  purpose: z.enum([...PURPOSES, "all"]),
  yuan: z.number("price.range").min(0, "price.range").max(100, "price.range"),
  from: z.iso.date("price.day_missing"),
});

export type CarrierForm = z.input<typeof carrierFormSchema>;
