import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "@/lib/domain/access/permissions";
import type { AuditAction } from "@/lib/domain/audit/actions";
import type { AuditJson } from "@/lib/domain/audit/chain";
import { nextCampaignState, type CampaignEvent, type CampaignFacts, type CampaignRefusal, type CampaignState } from "@/lib/domain/campaign/lifecycle";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { getSetting } from "../settings/queries";

const SELECT = {
  id: true, name: true, state: true, purpose: true, authorId: true, lastEditorId: true, frozenCount: true, approvedBy: true, boundHash: true,
  startAt: true, branchPath: true, lockVersion: true, templateVersionId: true, dryRun: true,
} satisfies Prisma.CampaignSelect;

export type LockedCampaign = Prisma.CampaignGetPayload<{ select: typeof SELECT }>;

/** What any change of a campaign may be refused with, beside the rules of its life. */
export type ChangeRefusal = CampaignRefusal | { readonly code: "campaign.not_found" | "campaign.changed_since_read" };

/** Reads a campaign of the actor's subtree and holds its row until the transaction ends. */
export async function lockCampaign(tx: Tx, actor: Pick<Actor, "branchPath">, id: string): Promise<LockedCampaign | null> {
  await tx.$queryRaw`SELECT id FROM campaign WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.campaign.findFirst({ where: { id, branchPath: { startsWith: actor.branchPath } }, select: SELECT });
}

/** The part of a row that the rules of a campaign's life look at. */
export function factsOf(row: LockedCampaign): CampaignFacts {
  return {
    state: row.state, purpose: row.purpose as Purpose, authorId: row.authorId, lastEditorId: row.lastEditorId,
    frozenCount: row.frozenCount, approvedBy: row.approvedBy,
  };
}

export type Change<E extends { readonly code: string }> = {
  readonly campaignId: string;
  /** What the person saw; absent where any version will do (pause, resume, cancel must always work). */
  readonly lockVersion?: number;
  readonly event: CampaignEvent;
  readonly audit: AuditAction;
  readonly detail?: { readonly [key: string]: AuditJson };
  /** Refuses, or answers what else is to be written with the new state. */
  readonly also?: (tx: Tx, campaign: LockedCampaign, next: CampaignState) => Promise<Result<Prisma.CampaignUncheckedUpdateInput, E>>;
};

/** One step in a campaign's life: lock, ask the rules, write, leave a trace; all of it or nothing. */
export async function changeCampaign<E extends { readonly code: string } = never>(actor: Actor, change: Change<E>): Promise<Result<{ state: CampaignState }, ChangeRefusal | E>> {
  const reviewAbove = await getSetting("campaign.review_above");
  return inTransactionOrRefused<Result<{ state: CampaignState }, ChangeRefusal | E>>(async (tx) => {
    const campaign = await lockCampaign(tx, actor, change.campaignId);
    if (!campaign) return fail({ code: "campaign.not_found" });
    if (change.lockVersion !== undefined && change.lockVersion !== campaign.lockVersion) return fail({ code: "campaign.changed_since_read" });
    const next = nextCampaignState(factsOf(campaign), change.event, actor, reviewAbove);
    if (!next.ok) return next;
    const more = change.also ? await change.also(tx, campaign, next.value) : ok({});
    if (!more.ok) return more;
    await tx.campaign.update({
      where: { id: campaign.id },
      data: { state: next.value, lockVersion: { increment: 1 }, updatedAt: now(), ...more.value },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: change.audit, subjectType: "campaign", subjectId: campaign.id, branchPath: campaign.branchPath, detail: { state: next.value, ...change.detail },
    });
    return ok({ state: next.value });
  });
}
