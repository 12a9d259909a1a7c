import { canonicalJson, type AuditJson } from "@/lib/domain/audit/chain";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { approvalHolds, type CampaignFacts, type CampaignRefusal } from "./lifecycle";

/** Everything that an approval is about: what is said, to whom, when, by which way, for how much. */
export type Bound = {
  readonly campaignId: string;
  readonly templateVersionId: string;
  /** Hash of the version's text, signature and variables. */
  readonly contentHash: string;
  readonly purpose: string;
  readonly audienceRule: AuditJson;
  readonly listId: string | null;
  /** Rows of the frozen audience, counted anew wherever the binding is made or verified. */
  readonly frozenCount: number;
  /** Variable name → where its value comes from. */
  readonly bindings: AuditJson;
  readonly startAt: Date | null;
  readonly providerAccountId: string | null;
  readonly budgetMicros: bigint | null;
  readonly family?: string | null;
  /** The audience was chosen by a score, and the number of its impact assessment (PIPL 24, 55). */
  readonly usesScore?: boolean;
  readonly assessment?: string | null;
};

/** Version of the layout below: a new layout must not make old approvals look broken. */
const LAYOUT = 1;

/** The text whose hash an approval binds: the same content always gives the same text. */
export function bindingContent(bound: Bound): string {
  return canonicalJson({
    layout: LAYOUT,
    campaign: bound.campaignId,
    version: bound.templateVersionId,
    content: bound.contentHash,
    purpose: bound.purpose,
    audience: bound.audienceRule,
    list: bound.listId,
    count: bound.frozenCount,
    bindings: bound.bindings,
    window: { startAt: bound.startAt === null ? null : bound.startAt.toISOString() },
    route: bound.providerAccountId,
    budget: bound.budgetMicros === null ? null : bound.budgetMicros.toString(),
    // Campaigns from before these could be said keep their hash.
    ...(bound.family == null ? {} : { family: bound.family }),
    ...(bound.usesScore === true ? { score: { assessment: bound.assessment ?? null } } : {}),
  });
}

/** SHA-256 as lower-case hex; the caller brings it, because the domain knows no crypto library. */
export type Hash = (text: string) => string;

/** The hash to store when a campaign is submitted, and to compare when it is approved and sent. */
export function bindingHash(bound: Bound, hash: Hash): string {
  return hash(bindingContent(bound));
}

export type BindingRefusal = { readonly code: "campaign.binding_broken" };

/** Whether what would be sent now is what was approved. */
export function verifyBinding(bound: Bound, approvedHash: string | null, hash: Hash): Result<true, BindingRefusal> {
  return approvedHash !== null && approvedHash === bindingHash(bound, hash)
    ? ok(true)
    : fail({ code: "campaign.binding_broken" });
}

export type DispatchRefusal = CampaignRefusal | BindingRefusal | { readonly code: "campaign.not_running" };

/**
 * The one gate before a batch leaves: running, approved by somebody who may, still small enough where nobody had to
 * approve, and byte for byte what was approved. `bound` is read anew, with the audience counted anew.
 */
export function mayDispatch(
  campaign: CampaignFacts,
  bound: Bound,
  approvedHash: string | null,
  reviewAbove: number,
  hash: Hash,
): Result<true, DispatchRefusal> {
  if (campaign.state !== "running") return fail({ code: "campaign.not_running" });
  const approval = approvalHolds({ ...campaign, frozenCount: bound.frozenCount }, reviewAbove);
  return approval.ok ? verifyBinding(bound, approvedHash, hash) : approval;
}
