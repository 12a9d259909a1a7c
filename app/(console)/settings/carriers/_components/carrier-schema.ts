import { z } from "zod";
import { createPriceSchema } from "@/lib/domain/providers/schema";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";

/** A price as the form holds it: in yuan, from a day of the bank on. */
export const priceFormSchema = createPriceSchema.pick({ accountId: true, source: true }).extend({
  purpose: z.enum([...PURPOSES, "all"]),
  yuan: z.number("price.range").min(0, "price.range").max(100, "price.range"),
  from: z.iso.date("price.day_missing"),
});
