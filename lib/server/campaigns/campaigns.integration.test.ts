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
import { cancelCampaign, startCampaign, submitCampaign, withdrawCampaign } from "./commands";

type Writer = Authorized<"campaign:write" | "campaign:pause">;
type Reviewer = Authorized<"review:decide">;

const WARNINGS = ["many_withheld", "two_segments", "outside_hours", "signature_partly_filed", "no_budget", "overnight", "same_today"];

async function setting(purpose: Purpose, people: number) {
  const tree = await makeBranchTree();
  await makeProviderAccount();
  const template = await makeTemplate(tree.head, { purpose });
  const version = await db().templateVersion.findUniqueOrThrow({ where: { id: template.versionId }, select: { signatureId: true } });
  await db().signatureFiling.create({ data: { signatureId: version.signatureId, carrier: "mobile", state: "filed" } });
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
