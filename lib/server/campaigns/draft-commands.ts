import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { pathsUpwards } from "@/lib/domain/access/scope";
import { audienceRuleSchema } from "@/lib/domain/campaign/audience";
import { yuanToMicros } from "@/lib/domain/campaign/money";
import { valueSourcesSchema, type CreateCampaign, type UpdateCampaign } from "@/lib/domain/campaign/schema";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { maySendOnRequest } from "@/lib/domain/template/use";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { freezeAudience, thawAudience } from "../pipeline/audience";
import { dryRun, type DryRunReport } from "../pipeline/dry-run";
import { changeCampaign, lockCampaign, type ChangeRefusal } from "./transition";

type Writer = Authorized<"campaign:write">;
export type DraftRefusal = ChangeRefusal | { readonly code: "campaign.template_missing" | "campaign.template_not_approved" | "campaign.list_invalid" | "campaign.route_invalid" | "template.use_reserved" };

async function resolve(tx: Tx, actor: Writer, input: CreateCampaign): Promise<Result<{ purpose: string; data: Omit<Prisma.CampaignUncheckedCreateInput, "name" | "branchId" | "branchPath" | "authorId" | "authorName" | "purpose"> }, DraftRefusal>> {
  const version = await tx.templateVersion.findFirst({
    // Templates of the branch itself, of those above it (the bank's own) and of those below it.
    where: { id: input.templateVersionId, template: { branch: { OR: [{ path: { in: [...pathsUpwards(actor.branchPath)] } }, { path: { startsWith: actor.branchPath } }] } } },
    select: { state: true, template: { select: { purpose: true, use: true } } },
  });
  if (!version) return fail({ code: "campaign.template_missing" });
  if (version.state !== "approved") return fail({ code: "campaign.template_not_approved" });
  // A code, a link to one customer's page or an answer to one customer's text is nothing to send to many.
  if (!maySendOnRequest(version.template.use)) return fail({ code: "template.use_reserved" });
  const listId = input.audience.listId ?? null;
  if (listId && !(await tx.audienceList.findFirst({ where: { id: listId, branchPath: { startsWith: actor.branchPath } }, select: { id: true } }))) return fail({ code: "campaign.list_invalid" });
  if (input.providerAccountId && !(await tx.providerAccount.findUnique({ where: { id: input.providerAccountId }, select: { id: true } }))) return fail({ code: "campaign.route_invalid" });
  return ok({
    purpose: version.template.purpose,
    data: {
      templateVersionId: input.templateVersionId, audienceRule: input.audience as Prisma.InputJsonObject, bindings: input.bindings as Prisma.InputJsonObject, listId,
      startAt: input.startAt ? new Date(input.startAt) : null, speedLimit: input.speedLimit,
      budgetMicros: input.budgetYuan === null ? null : yuanToMicros(input.budgetYuan), providerAccountId: input.providerAccountId,
      family: input.family, usesScore: input.usesScore, assessment: input.assessment,
    },
  });
}

/** Starts a draft; `id` is given by the API so that a repeated request finds what the first one made. */
export function createCampaign(actor: Writer, input: CreateCampaign & { readonly id?: string }): Promise<Result<{ id: string }, DraftRefusal>> {
  return inTransactionOrRefused<Result<{ id: string }, DraftRefusal>>(async (tx) => {
    if (input.id && (await tx.campaign.findFirst({ where: { id: input.id, authorId: actor.id }, select: { id: true } }))) return ok({ id: input.id });
    const resolved = await resolve(tx, actor, input);
    if (!resolved.ok) return resolved;
    const { id } = await tx.campaign.create({
      data: {
        ...(input.id ? { id: input.id } : {}), ...resolved.value.data, purpose: resolved.value.purpose, name: input.name,
        branchId: actor.branchId, branchPath: actor.branchPath, authorId: actor.id, authorName: actor.name,
      },
      select: { id: true },
    });
    await recordAudit(tx, actor, { action: "campaign.created", subjectType: "campaign", subjectId: id, detail: { purpose: resolved.value.purpose } });
    return ok({ id });
  });
}

/** Changes a draft (or takes an approved campaign back into one): audience, dry run and approval of before are gone. */
export function updateCampaign(actor: Writer, input: UpdateCampaign): Promise<Result<{ state: string }, DraftRefusal>> {
  return changeCampaign<DraftRefusal>(actor, {
    campaignId: input.campaignId, lockVersion: input.lockVersion, event: "edit", audit: "campaign.saved",
    also: async (tx, campaign) => {
      const resolved = await resolve(tx, actor, input);
      if (!resolved.ok) return resolved;
      await thawAudience(tx, campaign.id);
      return ok({
        ...resolved.value.data, name: input.name, purpose: resolved.value.purpose, dryRun: Prisma.DbNull,
        approvedBy: null, approvedAt: null, boundHash: null, lastEditorId: actor.id === campaign.authorId ? campaign.lastEditorId : actor.id,
      });
    },
  });
}

/** Freezes the audience and rehearses the whole campaign over it: what would be sent, withheld and paid, exactly. */
export async function prepareCampaign(actor: Writer, campaignId: string): Promise<Result<DryRunReport, ChangeRefusal | { readonly code: "campaign.template_missing" | "campaign.locked_in_review" }>> {
  const frozen = await inTransactionOrRefused<Result<{ lockVersion: number }, ChangeRefusal | { readonly code: "campaign.locked_in_review" }>>(async (tx) => {
    const campaign = await lockCampaign(tx, actor, campaignId);
    if (!campaign) return fail({ code: "campaign.not_found" });
    if (campaign.state !== "draft") return fail({ code: "campaign.locked_in_review" });
    await thawAudience(tx, campaignId);
    const count = await freezeAudience(tx, campaignId);
    const { lockVersion } = await tx.campaign.update({ where: { id: campaignId }, data: { lockVersion: { increment: 1 }, updatedAt: now() }, select: { lockVersion: true } });
    await recordAudit(tx, actor, { action: "campaign.frozen", subjectType: "campaign", subjectId: campaignId, branchPath: campaign.branchPath, detail: { count } });
    return ok({ lockVersion });
  });
  if (!frozen.ok) return frozen;

  const draft = await db().campaign.findUniqueOrThrow({
    where: { id: campaignId }, select: { templateVersionId: true, audienceRule: true, bindings: true, providerAccountId: true, branchPath: true, listId: true, startAt: true, family: true, usesScore: true, assessment: true },
  });
  const report = await dryRun(actor, {
    templateVersionId: draft.templateVersionId, audience: audienceRuleSchema.parse(draft.audienceRule), bindings: valueSourcesSchema.parse(draft.bindings),
    providerAccountId: draft.providerAccountId, branchPath: draft.branchPath, listId: draft.listId, campaignId, family: draft.family, usesScore: draft.usesScore, assessment: draft.assessment, ...(draft.startAt && draft.startAt > now() ? { at: draft.startAt } : {}),
  });
  if (!report.ok) return report;
  // The lock version in the WHERE clause: a report about something that was changed meanwhile is not kept.
  const { count } = await db().campaign.updateMany({
    where: { id: campaignId, lockVersion: frozen.value.lockVersion }, data: { dryRun: { ...report.value, lockVersion: frozen.value.lockVersion } as unknown as Prisma.InputJsonObject },
  });
  return count === 0 ? fail({ code: "campaign.changed_since_read" }) : report;
}
