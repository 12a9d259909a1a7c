import { describe, expect, it } from "vitest";
import { asOwner } from "@/tests/integration/database";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { db } from "../db/client";
import { decideReview } from "../reviews/commands";
import { createCampaign, prepareCampaign, updateCampaign } from "./draft-commands";
import { maySendOnRequest, TEMPLATE_USES } from "@/lib/domain/template/use";
import { familiesInUse } from "./queries";
import { campaignReadiness } from "./readiness";
import { cancelCampaign, startCampaign, submitCampaign, withdrawCampaign } from "./commands";

type Writer = Authorized<"campaign:write" | "campaign:pause">;
type Reviewer = Authorized<"review:decide">;

const WARNINGS = ["many_withheld", "two_segments", "outside_hours", "signature_partly_filed", "no_budget", "overnight", "same_today"];

async function setting(purpose: Purpose, people: number) {
  const tree = await makeBranchTree();
  await makeProviderAccount();
  const template = await makeTemplate(tree.head, { purpose });
  for (let index = 0; index < people; index += 1) await makeCustomer(tree.branch, { agreed: ["promotion"] });
  const officer = await makeActor<"campaign:write">(tree.head, ["officer"]);
  const input = { name: "试发", templateVersionId: template.versionId, audience: {}, bindings: {}, startAt: null, speedLimit: null, budgetYuan: null, providerAccountId: null, family: null, usesScore: false, assessment: null };
  return { tree, officer: officer as Writer, input };
}

async function submitted(purpose: Purpose, people: number) {
  const place = await setting(purpose, people);
  const created = await createCampaign(place.officer, place.input);
  if (!created.ok) throw new Error(created.error.code);
  const id = created.value.id;
  const report = await prepareCampaign(place.officer, id);
  if (!report.ok) throw new Error(report.error.code);
  const { lockVersion } = await db().campaign.findUniqueOrThrow({ where: { id }, select: { lockVersion: true } });
  const result = await submitCampaign(place.officer, { campaignId: id, lockVersion, acknowledged: WARNINGS });
  return { ...place, id, report: report.value, result, lockVersion };
}

describe("a campaign", () => {
  it("is rehearsed over exactly the people it is for, every one accounted for", async () => {
    const { id, report } = await submitted("account", 4);
    expect(report.audience).toBe(4);
    expect(report.send + report.wait + report.withheld + report.failed).toBe(4);
    expect(await db().campaignAudience.count({ where: { campaignId: id } })).toBe(4);
  });

  it("that is small and no offer is approved by rule, and starts with the number on the button only", async () => {
    const { id, officer, result } = await submitted("account", 3);
    expect(result).toEqual({ ok: true, value: { state: "approved" } });
    expect(await startCampaign(officer, { campaignId: id, recipients: 4 })).toMatchObject({ ok: false, error: { code: "campaign.recipients_changed" } });
    expect(await startCampaign(officer, { campaignId: id, recipients: 3 })).toEqual({ ok: true, value: { state: "running" } });
  });

  it("with an offer goes to a reviewer, whoever its author is or whatever roles he has", async () => {
    const { id, officer, result } = await submitted("promotion", 2);
    expect(result).toEqual({ ok: true, value: { state: "in_review" } });
    expect(await startCampaign(officer, { campaignId: id })).toMatchObject({ ok: false, error: { code: "campaign.wrong_state" } });
    const review = await db().review.findFirstOrThrow({ where: { subjectId: id } });
    const asReviewer = { ...officer, roles: ["officer", "reviewer"] } as unknown as Reviewer;
    const own = await decideReview(asReviewer, { reviewId: review.id, decision: "approve", comment: "", boundHash: review.boundHash });
    expect(own.ok).toBe(false);
    expect(await db().campaign.findUniqueOrThrow({ where: { id }, select: { state: true, approvedBy: true } })).toEqual({ state: "in_review", approvedBy: null });
  });

  it("approved by another person starts; the approver is the session's person, whatever was posted", async () => {
    const { id, officer, tree } = await submitted("promotion", 2);
    const review = await db().review.findFirstOrThrow({ where: { subjectId: id } });
    const reviewer = await makeActor<"review:decide">(tree.head, ["reviewer"]);
    const forged = { reviewId: review.id, decision: "approve" as const, comment: "", boundHash: review.boundHash, decidedBy: officer.id };
    expect((await decideReview(reviewer as Reviewer, forged)).ok).toBe(true);
    expect((await db().campaign.findUniqueOrThrow({ where: { id }, select: { approvedBy: true } })).approvedBy).toBe(reviewer.id);
    expect(await startCampaign(officer, { campaignId: id })).toEqual({ ok: true, value: { state: "running" } });
  });

  it("cannot be changed while it is in review", async () => {
    const { id, officer, input, lockVersion } = await submitted("promotion", 2);
    const changed = await updateCampaign(officer, { ...input, campaignId: id, lockVersion: lockVersion + 1, name: "另一件事" });
    expect(changed).toMatchObject({ ok: false, error: { code: "campaign.locked_in_review" } });
  });

  it("loses its approval with any edit", async () => {
    const { id, officer, input } = await submitted("account", 2);
    const { lockVersion } = await db().campaign.findUniqueOrThrow({ where: { id }, select: { lockVersion: true } });
    expect((await updateCampaign(officer, { ...input, campaignId: id, lockVersion, audience: { tags: ["春耕"] } })).ok).toBe(true);
    const after = await db().campaign.findUniqueOrThrow({ where: { id }, select: { state: true, approvedBy: true, boundHash: true, frozenCount: true } });
    expect(after).toEqual({ state: "draft", approvedBy: null, boundHash: null, frozenCount: null });
    expect(await startCampaign(officer, { campaignId: id })).toMatchObject({ ok: false });
  });

  it("whose audience grew behind the approval is not approved", async () => {
    const { id, tree } = await submitted("promotion", 2);
    const late = await makeCustomer(tree.branch);
    await asOwner("INSERT INTO campaign_audience (campaign_id, ordinal, customer_id) VALUES ($1, 3, $2)", [id, late.id]);
    const review = await db().review.findFirstOrThrow({ where: { subjectId: id } });
    const reviewer = await makeActor<"review:decide">(tree.head, ["reviewer"]);
    expect((await decideReview(reviewer as Reviewer, { reviewId: review.id, decision: "approve", comment: "", boundHash: review.boundHash })).ok).toBe(false);
  });

  it("is not there for another branch", async () => {
    const { id, tree } = await submitted("account", 1);
    const stranger = (await makeActor<"campaign:write">(tree.neighbour, ["officer"])) as Writer;
    expect(await cancelCampaign(stranger, { campaignId: id, reason: "试" })).toMatchObject({ ok: false, error: { code: "campaign.not_found" } });
  });

  it("withdrawn by its author leaves the queue; every step is in the trail", async () => {
    const { id, officer } = await submitted("promotion", 1);
    expect(await withdrawCampaign(officer, id)).toEqual({ ok: true, value: { state: "draft" } });
    expect((await db().review.findFirstOrThrow({ where: { subjectId: id } })).state).toBe("withdrawn");
    const trail = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: "asc" }, select: { action: true } });
    expect(trail.map((entry) => entry.action)).toEqual(["campaign.created", "campaign.frozen", "campaign.submitted", "campaign.withdrawn"]);
  });
});

describe("whom a campaign is for", () => {
  const prepared = async (officer: Writer, input: Parameters<typeof createCampaign>[1]) => {
    const created = await createCampaign(officer, input);
    if (!created.ok) throw new Error(created.error.code);
    const report = await prepareCampaign(officer, created.value.id);
    if (!report.ok) throw new Error(report.error.code);
    return { id: created.value.id, report: report.value, ready: await campaignReadiness(officer as unknown as Authorized<"campaign:read">, created.value.id) };
  };
  const codes = (list: readonly { readonly code: string }[] | undefined) => list?.map(({ code }) => code);

  it("leaves out who refused profiling where a score chose the audience, and says how many; without the assessment everybody", async () => {
    const { tree, officer, input } = await setting("account", 3);
    const refused = await makeCustomer(tree.branch);
    await db().preference.create({ data: { customerId: refused.id, noProfiling: true, updatedBy: "test" } });
    const unassessed = await prepared(officer, { ...input, usesScore: true });
    expect(unassessed.report.withheldByReason).toEqual({ profiling: 4 });
    expect(codes(unassessed.ready?.blockers)).toContain("assessment_missing");
    const assessed = await prepared(officer, { ...input, usesScore: true, assessment: "PIA-2026-011", family: "春耕" });
    expect(assessed.report.withheldByReason).toEqual({ profiling: 1 });
    expect(codes(assessed.ready?.blockers)).toEqual([]);
    expect(assessed.ready?.warnings).toContainEqual({ code: "profiling_refused", evidence: { count: 1 } });
    expect((await prepared(officer, input)).report.withheldByReason).toEqual({});
    expect(await familiesInUse(officer)).toEqual(["春耕"]);
  });

  it("cannot be changed behind an approval: family, score and assessment are bound", async () => {
    for (const change of ["family = 'x'", "uses_score = true", "assessment = 'y', uses_score = true"]) {
      const { id, tree } = await submitted("promotion", 1);
      await asOwner(`UPDATE campaign SET ${change} WHERE id = $1`, [id]);
      const review = await db().review.findFirstOrThrow({ where: { subjectId: id } });
      const reviewer = await makeActor<"review:decide">(tree.head, ["reviewer"]);
      expect((await decideReview(reviewer as Reviewer, { reviewId: review.id, decision: "approve", comment: "", boundHash: review.boundHash })).ok, change).toBe(false);
    }
  });

  it("says how many asked for elder-friendly texts that its template does not have", async () => {
    const { tree, officer, input } = await setting("promotion", 2);
    const elder = await makeCustomer(tree.branch, { agreed: ["promotion"] });
    await db().preference.create({ data: { customerId: elder.id, elderFriendly: true, updatedBy: "test" } });
    const { report, ready } = await prepared(officer, input);
    expect(report.withheldByReason.elder_variant).toBe(1);
    expect(ready?.warnings).toContainEqual({ code: "no_elder_text", evidence: { count: 1 } });
    const text = "小微贷款，问95599000，有人接听。拒收请回复R";
    const { versionId } = await makeTemplate(tree.head, { purpose: "promotion", elderText: text });
    expect(codes((await prepared(officer, { ...input, templateVersionId: versionId })).ready?.warnings)).not.toContain("no_elder_text");
  });

  it("is held until its signature is filed, and never goes through a contract that ends before its start", async () => {
    const { officer, input } = await setting("account", 1);
    const account = await makeProviderAccount();
    const startAt = new Date(Date.now() + 40 * 86_400_000);
    await db().providerAccount.update({ where: { id: account.id }, data: { contractEndsAt: new Date(startAt.getTime() - 1), takesOffers: false } });
    const { ready } = await prepared(officer, { ...input, providerAccountId: account.id, startAt: startAt.toISOString() });
    expect(codes(ready?.blockers)).toEqual(["contract_ends_before_start"]);
    const version = await db().templateVersion.findUniqueOrThrow({ where: { id: input.templateVersionId }, select: { signatureId: true } });
    await db().signatureFiling.updateMany({ where: { signatureId: version.signatureId }, data: { state: "filing" } });
    expect(codes((await prepared(officer, input)).ready?.blockers)).toContain("signature_unfiled");
  });

  it("is told when the carrier's account takes no offers", async () => {
    const { officer, input } = await setting("promotion", 1);
    const account = await makeProviderAccount();
    await db().providerAccount.update({ where: { id: account.id }, data: { takesOffers: false } });
    expect(codes((await prepared(officer, { ...input, providerAccountId: account.id })).ready?.blockers)).toContain("finance_refused");
  });

  it("is never many for what belongs to one customer: a code, a page's link, an answer", async () => {
    const { tree, officer, input } = await setting("account", 1);
    for (const use of TEMPLATE_USES.filter((one) => !maySendOnRequest(one))) {
      const { versionId } = await makeTemplate(tree.head, { purpose: "account", use });
      expect(await createCampaign(officer, { ...input, templateVersionId: versionId }), use).toEqual({ ok: false, error: { code: "template.use_reserved" } });
    }
    const { versionId } = await makeTemplate(tree.head, { purpose: "account", use: "consent_request", asksFor: "promotion" });
    expect(await createCampaign(officer, { ...input, templateVersionId: versionId })).toMatchObject({ ok: true });
  });
});
