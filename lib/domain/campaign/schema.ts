import { z } from "zod";
import { audienceRuleSchema } from "./audience";
import { yuanToMicros } from "./money";

const campaignId = z.uuid("campaign.id_invalid");
/** The lock version that the person saw: who saw older content changes nothing. */
const lockVersion = z.number().int().min(1);
const comment = z.string().trim().max(500, "campaign.comment_too_long");
const instant = z.iso.datetime({ offset: true, error: "campaign.start_invalid" });

/** Fields of a customer that may fill a variable. */
export const CUSTOMER_FIELDS = ["name", "number", "branch", "phoneLastFour"] as const;
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];

/** Where a variable's value comes from: the customer, a column of the uploaded list, or one value for all. */
export const valueSourceSchema = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("customer"), field: z.enum(CUSTOMER_FIELDS) }),
  z.strictObject({
    from: z.literal("column"),
    column: z.string().min(1, "campaign.column_missing").max(100, "campaign.column_missing"),
  }),
  z.strictObject({
    from: z.literal("constant"),
    value: z.string().min(1, "campaign.value_missing").max(500, "campaign.value_too_long"),
  }),
]);
export type ValueSource = z.output<typeof valueSourceSchema>;

/** Variable name → source of its value. */
export const valueSourcesSchema = z.record(z.string().min(1).max(40), valueSourceSchema);

/** A family's name stands in lists and in the cap's words: short. */
export const FAMILY_MAX = 30;
export const ASSESSMENT_MAX = 60;

const content = {
  name: z.string().trim().min(1, "campaign.name_missing").max(100, "campaign.name_too_long"),
  templateVersionId: z.uuid("campaign.template_missing"),
  audience: audienceRuleSchema,
  bindings: valueSourcesSchema,
  /** ISO 8601 with offset; null: as soon as somebody starts it. */
  startAt: instant.nullable(),
  /** Recipients a second. */
  speedLimit: z
    .number("campaign.speed_invalid")
    .int("campaign.speed_invalid")
    .min(1, "campaign.speed_invalid")
    .max(10_000, "campaign.speed_invalid")
    .nullable(),
  /** Yuan as typed, so that form, action and API read it alike; `yuanToMicros` makes money of it. */
  budgetYuan: z
    .string()
    .trim()
    .refine((text) => yuanToMicros(text) !== null, "campaign.budget_invalid")
    .nullable(),
  providerAccountId: z.uuid("campaign.route_invalid").nullable(),
  /** Campaigns about one thing: their texts to a customer are capped together. */
  family: z.string().trim().min(1, "campaign.family_too_long").max(FAMILY_MAX, "campaign.family_too_long").nullable(),
  /** The audience was chosen by a score or a model (PIPL 24). */
  usesScore: z.boolean(),
  /** Number of its impact assessment (PIPL 55); a draft may wait for it. */
  assessment: z.string().trim().min(1, "campaign.assessment_too_long").max(ASSESSMENT_MAX, "campaign.assessment_too_long").nullable(),
};

export const createCampaignSchema = z.strictObject(content);
export type CreateCampaign = z.output<typeof createCampaignSchema>;

export const updateCampaignSchema = z.strictObject({ campaignId, lockVersion, ...content });
export type UpdateCampaign = z.output<typeof updateCampaignSchema>;

/** `acknowledged`: codes of the readiness warnings that the author has ticked. */
export const submitCampaignSchema = z.strictObject({
  campaignId,
  lockVersion,
  acknowledged: z.array(z.string().max(60)).max(50),
  comment: comment.optional(),
});
export type SubmitCampaign = z.output<typeof submitCampaignSchema>;

export const withdrawCampaignSchema = z.strictObject({ campaignId, lockVersion });
export type WithdrawCampaign = z.output<typeof withdrawCampaignSchema>;

/** The hash that the reviewer saw comes back: what is approved is what was on the screen. */
export const reviewCampaignSchema = z
  .strictObject({
    campaignId,
    lockVersion,
    decision: z.enum(["approve", "return"], "campaign.decision_missing"),
    comment,
    boundHash: z.string().regex(/^[0-9a-f]{64}$/, "campaign.binding_broken"),
  })
  .refine((review) => review.decision === "approve" || review.comment !== "", {
    error: "campaign.comment_missing",
    path: ["comment"],
  });
export type ReviewCampaign = z.output<typeof reviewCampaignSchema>;

export const scheduleCampaignSchema = z.strictObject({ campaignId, lockVersion });
export type ScheduleCampaign = z.output<typeof scheduleCampaignSchema>;

/** `recipients` is the number on the button: a different number now stops the start. */
export const startCampaignSchema = z.strictObject({ campaignId, lockVersion, recipients: z.number().int().min(1) });
export type StartCampaign = z.output<typeof startCampaignSchema>;

export const pauseCampaignSchema = z.strictObject({ campaignId, reason: comment.optional() });
export type PauseCampaign = z.output<typeof pauseCampaignSchema>;

export const resumeCampaignSchema = z.strictObject({ campaignId });
export type ResumeCampaign = z.output<typeof resumeCampaignSchema>;

export const cancelCampaignSchema = z.strictObject({ campaignId, reason: comment.min(1, "campaign.reason_missing") });
export type CancelCampaign = z.output<typeof cancelCampaignSchema>;
