import { z } from "zod";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { PACK_CODES } from "./pack";
import { PACK_RULE_IDS } from "./rules";

/** A change of a rule's parameters from an instant on; the parameters' own shape and bounds are checked against the row. */
export const changeRuleSchema = z.object({
  pack: z.enum(PACK_CODES),
  rule: z.enum(PACK_RULE_IDS),
  purpose: z.enum(PURPOSES).nullable(),
  channel: z.enum(CHANNELS).nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  effectiveFrom: z.iso.datetime(),
  /** Why, for the second administrator and for the inspector. */
  reason: z.string().trim().min(4, "policy.reason_missing").max(300, "policy.reason_long"),
});

export type ChangeRuleInput = z.output<typeof changeRuleSchema>;

export const decideProposalSchema = z.object({ proposalId: z.uuid() });
export const closeProposalSchema = decideProposalSchema.extend({ as: z.enum(["rejected", "withdrawn"]) });

export type DecideProposalInput = z.output<typeof decideProposalSchema>;
