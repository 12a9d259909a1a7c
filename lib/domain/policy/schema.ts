import { z } from "zod";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { RULE_IDS } from "./rules";

/** A change of a rule's parameters from an instant on; the parameters' own shape and bounds are checked against the row. */
export const changeRuleSchema = z.object({
  rule: z.enum(RULE_IDS),
  purpose: z.enum(PURPOSES).nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  effectiveFrom: z.iso.datetime(),
});

export type ChangeRuleInput = z.output<typeof changeRuleSchema>;
