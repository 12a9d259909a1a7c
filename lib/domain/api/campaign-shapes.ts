import { z } from "zod";
import { audienceRuleSchema } from "@/lib/domain/campaign/audience";
import { CAMPAIGN_STATES } from "@/lib/domain/campaign/lifecycle";
import { ASSESSMENT_MAX, CUSTOMER_FIELDS, FAMILY_MAX } from "@/lib/domain/campaign/schema";
import { instant, named } from "./shape";

const audienceShape = named("Audience", audienceRuleSchema, { tags: ["返乡创业"], branches: ["HN"] });

/** The same text for everybody, or something that is known of each customer. */
const variableSource = z.union([z.string().min(1).max(500), z.strictObject({ customer: z.enum(CUSTOMER_FIELDS) })]);

export const campaignRequestShape = named(
  "CampaignRequest",
  z.strictObject({
    name: z.string().trim().min(1).max(100),
    template: z.string().min(1).max(100),
    audience: audienceShape,
    variables: z.record(z.string().min(1).max(40), variableSource).optional(),
    startAt: instant.optional(),
    /** Campaigns about one thing, whose texts to a customer are capped together. */
    family: z.string().trim().min(1).max(FAMILY_MAX).optional(),
    /** The audience was chosen by a score or a model: closed to customers who refused profiling. */
    usesScore: z.boolean().optional(),
    /** Number of the impact assessment, without which such a campaign is not submitted. */
    assessment: z.string().trim().min(1).max(ASSESSMENT_MAX).optional(),
  }),
  {
    name: "冬季贷款补充材料",
    template: "loan.materials",
    audience: { tags: ["返乡创业"], branches: ["HN"] },
    variables: { name: { customer: "name" }, branch: { customer: "branch" }, items: "营业执照复印件", date: "2026-12-05" },
    startAt: "2026-12-01T09:00:00+08:00",
  },
);

export const campaignCreatedShape = named(
  "CampaignCreated",
  z.strictObject({
    id: z.uuid(),
    /** Present only where some of the customers named do not exist. */
    unknownCustomers: z.array(z.string()).optional(),
  }),
  { id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a" },
);

/** What `POST /campaigns/{id}/{verb}` may ask for. */
export const CAMPAIGN_VERBS = ["submit", "start", "pause", "resume", "cancel"] as const;
export type CampaignVerb = (typeof CAMPAIGN_VERBS)[number];

export const campaignStateShape = named(
  "CampaignStateChange",
  z.strictObject({ id: z.uuid(), state: z.enum(CAMPAIGN_STATES) }),
  { id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a", state: "running" },
);

const count = z.int().min(0);

const countsShape = named(
  "CampaignCounts",
  z.strictObject({ waiting: count, sent: count, delivered: count, failed: count, withheld: count, uncertain: count }),
  { waiting: 0, sent: 12, delivered: 1190, failed: 8, withheld: 24, uncertain: 0 },
);

export const campaignShape = named(
  "Campaign",
  z.strictObject({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(CAMPAIGN_STATES),
    family: z.string().nullable(),
    usesScore: z.boolean(),
    assessment: z.string().nullable(),
    /** The sum of `counts`, at every moment; zero until the audience is frozen. */
    audience: count,
    counts: countsShape,
    withheldByReason: z.record(z.string(), count),
    segments: count,
    billingSegments: count,
    /** Yuan. */
    cost: z.number().min(0),
    pauseReason: z.strictObject({ code: z.string() }).nullable(),
  }),
  {
    id: "019ac0de-7b1a-7c3e-9f00-2b6c8d1e4f5a",
    name: "十二月还款提醒",
    state: "running",
    family: null,
    usesScore: false,
    assessment: null,
    audience: 1234,
    counts: { waiting: 0, sent: 12, delivered: 1190, failed: 8, withheld: 24, uncertain: 0 },
    withheldByReason: { consent: 20, suppression: 4 },
    segments: 1210,
    billingSegments: 1210,
    cost: 54.45,
    pauseReason: null,
  },
);

export type CampaignRequest = z.output<typeof campaignRequestShape>;
export type CampaignBody = z.output<typeof campaignShape>;
