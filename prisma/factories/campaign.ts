import { randomUUID } from "node:crypto";
import type { AudienceRule } from "@/lib/domain/campaign/audience";
import type { ValueSource } from "@/lib/domain/campaign/schema";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { versionContent } from "@/lib/domain/template/content";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { sha256Hex } from "@/lib/server/crypto/digest";
import { db } from "@/lib/server/db/client";
import { inTransaction } from "@/lib/server/db/transaction";
import { freezeAudience } from "@/lib/server/pipeline/audience";
import { campaignBindingHash } from "@/lib/server/pipeline/binding";
import { makePerson, type MadeBranch } from "./organisation";

export type VersionWish = { purpose?: Purpose; text?: string; variables?: TemplateVariable[]; key?: string; state?: "draft" | "in_review" | "approved"; use?: TemplateUse; asksFor?: Purpose; elderText?: string; channel?: Channel };

/** A template with one version, approved by somebody who did not write it unless wished otherwise. */
export async function makeTemplate(branch: MadeBranch, wish: VersionWish = {}) {
  const author = await makePerson(branch, ["officer"], "作者");
  const purpose = wish.purpose ?? "account";
  const signature = await db().signature.create({ data: { text: `行${randomUUID().slice(0, 6)}`, createdBy: "test", filings: { create: { carrier: "mobile", state: "filed" } } }, select: { id: true, text: true } });
  const key = wish.key ?? `t-${randomUUID().slice(0, 8)}`;
  const template = await db().template.create({ data: { key, name: key, purpose, use: wish.use ?? "notice", asksFor: wish.asksFor ?? null, channel: wish.channel ?? "sms", branchId: branch.id, createdBy: author.id }, select: { id: true } });
  const text = wish.text ?? (purpose === "promotion" ? "本行小微贷款利率优惠，详询网点。拒收请回复R" : "您的账户信息已更新，详询网点。");
  const variables = wish.variables ?? [];
  const contentHash = sha256Hex(versionContent({ purpose, language: "zh-CN", signature: signature.text, text, variables, elderText: wish.elderText ?? null }));
  const version = await db().templateVersion.create({
    data: { templateId: template.id, number: 1, state: wish.state ?? "approved", signatureId: signature.id, text, elderText: wish.elderText ?? null, variables, contentHash, authorId: author.id },
    select: { id: true },
  });
  return { templateId: template.id, versionId: version.id, key, purpose, authorId: author.id };
}

export type CampaignWish = {
  audience?: AudienceRule;
  bindings?: Record<string, ValueSource>;
  speedLimit?: number;
  budgetMicros?: bigint;
  providerAccountId?: string;
  startAt?: Date;
  state?: "approved" | "scheduled" | "running";
  listId?: string;
};

/** A campaign whose audience is frozen and whose content is bound and approved by another person, running unless wished otherwise. */
export async function makeCampaign(branch: MadeBranch, template: { versionId: string; purpose: Purpose; authorId: string }, wish: CampaignWish = {}) {
  const reviewer = await makePerson(branch, ["reviewer"], "审核");
  const state = wish.state ?? "running";
  // As a whole: a worker that runs meanwhile would find a running campaign without an audience, and complete it.
  return inTransaction(async (tx) => {
    const { id } = await tx.campaign.create({
      data: {
        name: "测试任务", state, templateVersionId: template.versionId, purpose: template.purpose, branchId: branch.id, branchPath: branch.path,
        authorId: template.authorId, authorName: "作者", audienceRule: wish.audience ?? {}, bindings: wish.bindings ?? {}, approvedBy: reviewer.id, approvedAt: new Date(),
        speedLimit: wish.speedLimit ?? null, budgetMicros: wish.budgetMicros ?? null, providerAccountId: wish.providerAccountId ?? null,
        startAt: wish.startAt ?? null, listId: wish.listId ?? null,
      },
      select: { id: true },
    });
    const frozen = await freezeAudience(tx, id);
    const boundHash = await campaignBindingHash(tx, id);
    await tx.campaign.update({ where: { id }, data: { boundHash, startedAt: state === "running" ? new Date() : null }, select: { id: true } });
    return { id, frozen };
  });
}
