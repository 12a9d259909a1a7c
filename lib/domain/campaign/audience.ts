import { z } from "zod";
import { LANGUAGES } from "@/lib/domain/shared/vocabulary";

/** Customers that may be named one by one in a rule; more belong into an uploaded list. */
export const NAMED_CUSTOMERS_MAX = 10_000;

const code = z.string().trim().min(1, "campaign.audience_blank").max(100, "campaign.audience_too_long");
const codes = (max: number) =>
  z.array(code).min(1, "campaign.audience_empty_filter").max(max, "campaign.audience_too_many").transform(unique);
const age = z
  .number("campaign.age_invalid")
  .int("campaign.age_invalid")
  .min(0, "campaign.age_invalid")
  .max(130, "campaign.age_invalid");

function unique(values: string[]): string[] {
  return [...new Set(values)];
}

/**
 * Whom a campaign is for. Filters narrow each other down; within one filter any value will do. An empty rule is
 * everybody in the author's own branches: the scope of branches is added by the query, never by the rule.
 */
export const audienceRuleSchema = z
  .strictObject({
    /** Branch codes, each with its subtree. */
    branches: codes(500).optional(),
    tags: codes(200).optional(),
    languages: z.array(z.enum(LANGUAGES)).min(1, "campaign.audience_empty_filter").optional(),
    ageFrom: age.optional(),
    ageTo: age.optional(),
    products: codes(200).optional(),
    kinds: codes(100).optional(),
    /** Only customers to whom nothing was sent in so many days. */
    notContactedSinceDays: z
      .number("campaign.days_invalid")
      .int("campaign.days_invalid")
      .min(1, "campaign.days_invalid")
      .max(3_650, "campaign.days_invalid")
      .optional(),
    /** Customer numbers. */
    customers: codes(NAMED_CUSTOMERS_MAX).optional(),
    listId: z.uuid("campaign.list_invalid").optional(),
  })
  .refine((rule) => rule.ageFrom === undefined || rule.ageTo === undefined || rule.ageFrom <= rule.ageTo, {
    error: "campaign.age_reversed",
    path: ["ageTo"],
  });

export type AudienceRule = z.output<typeof audienceRuleSchema>;

/** Whether the rule names nobody in particular: everybody in scope. */
export function isEverybody(rule: AudienceRule): boolean {
  return Object.values(rule).every((value) => value === undefined);
}
