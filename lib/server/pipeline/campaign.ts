import "server-only";
import type { AuditJson } from "@/lib/domain/audit/chain";
import { noLongerRegistered, type Registers } from "@/lib/domain/check/registers";
import { bindingHash, mayDispatch, type Bound } from "@/lib/domain/campaign/binding";
import type { CampaignFacts, CampaignState } from "@/lib/domain/campaign/lifecycle";
import type { StopReason } from "@/lib/domain/campaign/stops";
import { valueSourcesSchema, type ValueSource } from "@/lib/domain/campaign/schema";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { sha256Hex } from "../crypto/digest";
import type { Sql } from "./sql";
import type { Switches } from "./switches";
import { readTemplate, type SendableTemplate } from "./template";

/** A campaign as the pipeline needs it, with the template as it stands now. */
export type PipelineCampaign = {
  readonly id: string;
  readonly state: CampaignState;
  readonly purpose: Purpose;
  readonly branchId: string;
  readonly branchPath: string;
  readonly authorId: string;
  readonly lastEditorId: string | null;
  readonly listId: string | null;
  readonly bindings: Readonly<Record<string, ValueSource>>;
  readonly speedLimit: number | null;
  readonly budgetMicros: bigint | null;
  readonly providerAccountId: string | null;
  readonly family: string | null;
  readonly usesScore: boolean;
  readonly assessment: string | null;
  readonly frozenCount: number | null;
  readonly boundHash: string | null;
  readonly approvedBy: string | null;
  readonly cursor: number;
  readonly startedAt: Date | null;
  readonly template: SendableTemplate;
  /** What the approval is compared with: read anew, its audience counted anew. */
  readonly bound: Bound;
};

type Row = {
  id: string; state: CampaignState; purpose: Purpose; branch_id: string; branch_path: string; author_id: string; last_editor_id: string | null; list_id: string | null;
  bindings: unknown; speed_limit: number | null; budget: string | null; provider_account_id: string | null; frozen_count: number | null; family: string | null; uses_score: boolean; assessment: string | null;
  bound_hash: string | null; approved_by: string | null; cursor: number; started_at: Date | null; start_at: Date | null;
  template_version_id: string; audience_rule: AuditJson; counted: number;
};

// Ordinals are dense from 1 (one INSERT … SELECT row_number() at the freeze): the last one is the count, in one look at the index.
const LAST_ORDINAL = "coalesce((SELECT a.ordinal FROM campaign_audience a WHERE a.campaign_id = c.id ORDER BY a.ordinal DESC LIMIT 1), 0)";
const ALL_ROWS = "(SELECT count(*) FROM campaign_audience a WHERE a.campaign_id = c.id)";

/** Reads a campaign for the pipeline; `recount` counts every row of the audience instead of looking at the last one. */
export async function readCampaign(sql: Sql, campaignId: string, options: { readonly lock?: boolean; readonly recount?: boolean } = {}): Promise<PipelineCampaign | null> {
  const lock = options.lock === true ? "FOR UPDATE OF c" : "";
  const { rows } = await sql.query<Row>(
    `SELECT c.id, c.state::text AS state, c.purpose, c.branch_id, c.branch_path, c.author_id, c.last_editor_id, c.list_id, c.bindings, c.speed_limit,
            c.budget_micros::text AS budget, c.provider_account_id, c.family, c.uses_score, c.assessment, c.frozen_count, c.bound_hash, c.approved_by, c.cursor, c.started_at, c.start_at,
            c.template_version_id, c.audience_rule, ${options.recount === true ? ALL_ROWS : LAST_ORDINAL}::int AS counted
     FROM campaign c WHERE c.id = $1::uuid ${lock}`,
    [campaignId],
  );
  const row = rows[0];
  if (!row) return null;
  const template = await readTemplate(sql, row.template_version_id);
  if (!template) return null;
  const budgetMicros = row.budget === null ? null : BigInt(row.budget);
  return {
    id: row.id, state: row.state, purpose: row.purpose, branchId: row.branch_id, branchPath: row.branch_path, authorId: row.author_id, lastEditorId: row.last_editor_id, listId: row.list_id,
    bindings: valueSourcesSchema.parse(row.bindings), speedLimit: row.speed_limit, budgetMicros, providerAccountId: row.provider_account_id, family: row.family, usesScore: row.uses_score, assessment: row.assessment,
    frozenCount: row.frozen_count, boundHash: row.bound_hash, approvedBy: row.approved_by, cursor: row.cursor, startedAt: row.started_at, template,
    bound: {
      campaignId: row.id, templateVersionId: row.template_version_id, contentHash: template.actualHash, purpose: row.purpose,
      audienceRule: row.audience_rule, listId: row.list_id, frozenCount: row.counted, bindings: row.bindings as AuditJson,
      startAt: row.start_at, providerAccountId: row.provider_account_id, budgetMicros,
      family: row.family, usesScore: row.uses_score, assessment: row.assessment,
    },
  };
}

/** The hash of what would be sent now. */
export function hashOf(campaign: Pick<PipelineCampaign, "bound">): string {
  return bindingHash(campaign.bound, sha256Hex);
}

/** Facts for the campaign's state machine. */
export function factsOf(campaign: PipelineCampaign): CampaignFacts {
  return { state: campaign.state, purpose: campaign.purpose, authorId: campaign.authorId, lastEditorId: campaign.lastEditorId, frozenCount: campaign.bound.frozenCount, approvedBy: campaign.approvedBy };
}

/**
 * Why a running campaign must not send now, or null: no approval that holds, not what was approved, or
 * naming what is in no register any more. The one gate of
 * every chunk and batch.
 */
export function whyNotSend(campaign: PipelineCampaign, switches: Switches, registers: Registers): StopReason | null {
  if (!campaign.template.approved) return { code: "approval_missing", evidence: { of: "template" } };
  const missing = noLongerRegistered([campaign.template.plain.text, campaign.template.elder?.text ?? ""].join("\n"), registers);
  if (missing.length > 0) return { code: "not_registered", evidence: { what: missing.join(" ") } };
  const gate = mayDispatch(factsOf(campaign), campaign.bound, campaign.boundHash, switches.reviewAbove, sha256Hex);
  if (gate.ok) return null;
  return gate.error.code === "campaign.binding_broken"
    ? { code: "binding_broken", evidence: {} }
    : { code: "approval_missing", evidence: { of: "campaign", why: gate.error.code } };
}

/** Whether the emergency stop holds this purpose back; it never holds a risk alert. */
export function isStopped(switches: Switches, purpose: string): boolean {
  return switches.stopped && purpose !== "risk";
}
