import { beforeAll, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { Decision } from "@/lib/domain/review/decision";
import { db } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { makeRegisters, makeSubmission, resubmit, type Submission } from "@/prisma/factories/template";
import { asOwner } from "@/tests/integration/database";
import { saveDraft } from "../templates/commands";
import { withdrawSubmission } from "../templates/submit-commands";
import { decideReview } from "./commands";
import { getReview } from "./queries";

type Author = Authorized<"template:write" | "template:read">;
type Reviewer = Authorized<"review:decide" | "review:read">;

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let registers: Awaited<ReturnType<typeof makeRegisters>>;
let author: Author;
let reviewer: Reviewer;

beforeAll(async () => {
  tree = await makeBranchTree();
  registers = await makeRegisters();
  author = await makeActor(tree.branch, ["officer"], "李娜");
  reviewer = await makeActor(tree.province, ["reviewer"], "王芳");
});

const decide = (
  actor: Reviewer,
  { reviewId, boundHash }: Pick<Submission, "reviewId" | "boundHash">,
  decision: Decision = "approve",
  comment = decision === "return" ? "请写明金额" : "",
) => decideReview(actor, { reviewId, boundHash, decision, comment });

const stateOf = async (id: string) =>
  (await db().templateVersion.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;

describe("a decision on a template", () => {
  it("approves: the version is sealed with name and date, the one before it retires, the trail says so", async () => {
    const first = await makeSubmission(author, registers.signature.id);
    expect(await decide(reviewer, first)).toEqual({ ok: true, value: { state: "approved" } });
    const draft = await saveDraft(author, {
      templateId: first.templateId,
      lockVersion: 0,
      name: "还款提醒",
      signatureId: registers.signature.id,
      elderFriendly: false, elderText: null, use: "notice", asksFor: null, productRisk: null,
      text: "${name}您好，贷款${due}到期。客服95599。",
      variables: (await db().templateVersion.findUniqueOrThrow({ where: { id: first.versionId } })).variables as never,
    });
    if (!draft.ok) throw new Error(draft.error.code);
    const second = await resubmit(author, { ...draft.value, key: first.key });
    expect(await stateOf(first.versionId)).toBe("approved");
    expect(await decide(reviewer, second)).toMatchObject({ ok: true });
    expect([await stateOf(first.versionId), await stateOf(second.versionId)]).toEqual(["retired", "approved"]);
    expect(await db().review.findUniqueOrThrow({ where: { id: second.reviewId } })).toMatchObject({
      state: "approved",
      decidedBy: reviewer.id,
      decidedName: "王芳",
    });
    const trail = await db().auditEntry.findMany({
      where: { subjectId: first.templateId, action: "template.approved" },
      select: { actorId: true, branchPath: true },
    });
    expect(trail).toEqual([
      { actorId: reviewer.id, branchPath: tree.branch.path },
      { actorId: reviewer.id, branchPath: tree.branch.path },
    ]);
  });

  it("returns with a comment; the author writes the next version", async () => {
    const one = await makeSubmission(author, registers.signature.id);
    expect(await decide(reviewer, one, "return", "请写明金额")).toMatchObject({
      ok: true,
      value: { state: "returned" },
    });
    expect(await stateOf(one.versionId)).toBe("returned");
    expect(await db().review.findUniqueOrThrow({ where: { id: one.reviewId } })).toMatchObject({
      comment: "请写明金额",
    });
  });

  it("is made once", async () => {
    const one = await makeSubmission(author, registers.signature.id);
    const other = await makeActor<"review:decide" | "review:read">(tree.province, ["reviewer"]);
    const results = await Promise.all([decide(reviewer, one), decide(other, one, "return")]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(
      await db().auditEntry.count({
        where: { subjectId: one.templateId, action: { in: ["template.approved", "template.returned"] } },
      }),
    ).toBe(1);
    expect(await decide(other, one)).toMatchObject({ error: { code: "review.not_open" } });
  });

  it("holds the text against the registers as they are at that moment", async () => {
    const { link } = await makeRegisters();
    const one = await makeSubmission(author, registers.signature.id, {
      text: `\${name}，贷款\${due}到期，详见 https://${link.host}/loan 。`,
    });
    await db().registeredLink.update({ where: { id: link.id }, data: { retiredAt: new Date() } });
    expect(await decide(reviewer, one)).toMatchObject({
      error: { code: "review.blocked_by_findings", evidence: { count: 1 } },
    });
    expect(await stateOf(one.versionId)).toBe("in_review");
    expect(await decide(reviewer, one, "return")).toMatchObject({ ok: true });
  });
});

describe("hole 1 of other approval flows: the approver's name came from the request", () => {
  it("takes who decided from the actor only, whatever else the input carries", async () => {
    const one = await makeSubmission(author, registers.signature.id);
    const forged = {
      reviewId: one.reviewId,
      boundHash: one.boundHash,
      decision: "approve" as const,
      comment: "",
      decidedBy: author.id,
      decidedName: "行长",
      actorId: author.id,
    };
    expect(await decideReview(reviewer, forged)).toMatchObject({ ok: true });
    expect(await db().review.findUniqueOrThrow({ where: { id: one.reviewId } })).toMatchObject({
      decidedBy: reviewer.id,
      decidedName: "王芳",
    });
  });

  it("never lets an author decide on his own work, whatever his roles", async () => {
    const both = await makeActor<"template:write" | "template:read" | "review:decide" | "review:read">(tree.branch, [
      "officer",
      "reviewer",
      "manager",
      "administrator",
    ]);
    const one = await makeSubmission(both, registers.signature.id);
    for (const decision of ["approve", "return"] as const)
      expect(await decide(both, one, decision)).toEqual({ ok: false, error: { code: "review.own_work" } });
    expect(await stateOf(one.versionId)).toBe("in_review");
    expect(await getReview(both, one.reviewId)).toMatchObject({ own: true, bar: "review.own_work" });
  });

  it("never lets a version's author decide, even where the review names somebody else as submitter", async () => {
    const both = await makeActor<"template:write" | "template:read" | "review:decide" | "review:read">(tree.branch, [
      "officer",
      "reviewer",
    ]);
    const one = await makeSubmission(both, registers.signature.id);
    await db().review.update({ where: { id: one.reviewId }, data: { submittedBy: author.id } });
    expect(await decide(both, one)).toEqual({ ok: false, error: { code: "template.own_work" } });
    expect(await db().review.findUniqueOrThrow({ where: { id: one.reviewId } })).toMatchObject({
      state: "open",
      decidedBy: null,
    });
  });

  it("takes no decision from a bank system's key", async () => {
    const one = await makeSubmission(author, registers.signature.id);
    expect(await decide({ ...reviewer, kind: "api_key" }, one)).toEqual({
      ok: false,
      error: { code: "review.needs_a_person" },
    });
  });
});

describe("hole 4 of other approval flows: approval survived a rewrite", () => {
  it("changes nothing when the reviewer had an older text before him", async () => {
    const seen = await makeSubmission(author, registers.signature.id);
    await withdrawSubmission(author, { templateId: seen.templateId });
    const version = await db().templateVersion.findUniqueOrThrow({ where: { id: seen.versionId } });
    const rewritten = await saveDraft(author, {
      templateId: seen.templateId,
      lockVersion: version.lockVersion,
      name: "还款提醒",
      signatureId: version.signatureId,
      elderFriendly: false, elderText: null, use: "notice", asksFor: null, productRisk: null,
      variables: version.variables as never,
      text: "${name}，另一段文字，${due}。客服95599。",
    });
    if (!rewritten.ok) throw new Error(rewritten.error.code);
    const now = await resubmit(author, { ...rewritten.value, key: seen.key });
    expect(await decide(reviewer, seen)).toMatchObject({ error: { code: "review.not_open" } });
    expect(await decide(reviewer, { reviewId: now.reviewId, boundHash: seen.boundHash })).toEqual({
      ok: false,
      error: { code: "review.changed_since_read" },
    });
    expect(await stateOf(seen.versionId)).toBe("in_review");
    expect(await db().review.findUniqueOrThrow({ where: { id: now.reviewId } })).toMatchObject({
      state: "open",
      decidedBy: null,
    });
  });

  it.each([
    ["text", "UPDATE template_version SET text = text || '加一句' WHERE id = $1"],
    ["variables", `UPDATE template_version SET variables = jsonb_set(variables, '{0,maxLength}', '20') WHERE id = $1`],
  ])("cannot approve a version whose %s was altered past the trigger", async (_, sql) => {
    const one = await makeSubmission(author, registers.signature.id);
    await asOwner("ALTER TABLE template_version DISABLE TRIGGER template_version_content_fixed");
    await asOwner(sql, [one.versionId]);
    await asOwner("ALTER TABLE template_version ENABLE TRIGGER template_version_content_fixed");
    expect(await decide(reviewer, one)).toEqual({ ok: false, error: { code: "review.binding_broken" } });
    expect(await stateOf(one.versionId)).toBe("in_review");
    expect(await decide(reviewer, one, "return")).toMatchObject({ ok: true });
  });

  it("cannot approve when the signature reads otherwise than it did", async () => {
    const signature = await db().signature.create({
      data: { text: "原签名", createdBy: "test" },
      select: { id: true },
    });
    const one = await makeSubmission(author, registers.signature.id, { signatureId: signature.id });
    await db().signature.update({ where: { id: signature.id }, data: { text: "新签名" } });
    expect(await decide(reviewer, one)).toEqual({ ok: false, error: { code: "review.binding_broken" } });
  });

  it("keeps an approved text as it is: the database refuses a direct change", async () => {
    const one = await makeSubmission(author, registers.signature.id);
    await decide(reviewer, one);
    await expect(
      db().templateVersion.update({ where: { id: one.versionId }, data: { text: "偷换" } }),
    ).rejects.toThrow();
    await expect(
      asOwner("UPDATE template_version SET text = '偷换' WHERE id = $1", [one.versionId]),
    ).rejects.toMatchObject({ code: "42501" });
  });
});
