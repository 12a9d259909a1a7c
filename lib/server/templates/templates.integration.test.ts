import { beforeAll, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db, pool } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { loanReminder, makeDraft, makeRegisters } from "@/prisma/factories/template";
import { createTemplate, discardDraft, retireTemplate, saveDraft } from "./commands";
import { getTemplate, getVersionForUse, listTemplates } from "./queries";
import { submitForReview, withdrawSubmission } from "./submit-commands";

type Author = Authorized<"template:write" | "template:read">;

let tree: Awaited<ReturnType<typeof makeBranchTree>>;
let registers: Awaited<ReturnType<typeof makeRegisters>>;
let author: Author;
let colleague: Author;

beforeAll(async () => {
  tree = await makeBranchTree();
  registers = await makeRegisters();
  author = await makeActor(tree.branch, ["officer"], "李娜");
  colleague = await makeActor(tree.branch, ["officer"], "张伟");
});

const submit = (
  actor: Author,
  draft: { templateId: string; lockVersion: number },
  more: { reasons?: Record<string, string>; acceptChanges?: boolean } = {},
) =>
  submitForReview(actor, {
    templateId: draft.templateId,
    lockVersion: draft.lockVersion,
    reasons: more.reasons ?? {},
    acceptChanges: more.acceptChanges ?? false,
  });

const versionOf = (id: string) => db().templateVersion.findUniqueOrThrow({ where: { id } });

/** As if a reviewer had approved: the decision itself has tests of its own in reviews. */
async function approved(draft: { templateId: string; versionId: string; lockVersion: number }) {
  const submitted = await submit(author, draft);
  if (!submitted.ok) throw new Error(submitted.error.code);
  await db().templateVersion.update({
    where: { id: draft.versionId },
    data: { state: "approved", decidedAt: new Date() },
  });
  await db().review.update({
    where: { id: submitted.value.reviewId },
    data: { state: "approved", decidedName: "审核员", decidedAt: new Date() },
  });
}

describe("writing", () => {
  it("gives a key to one template only", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    expect(await createTemplate(colleague, { ...draft.input, name: "另一个" })).toEqual({
      ok: false,
      error: { code: "template.key_taken" },
    });
  });

  it("overwrites nothing that was saved in between", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    const input = { ...draft.input, templateId: draft.templateId, lockVersion: 1 };
    expect(await saveDraft(author, { ...input, text: "第一次${name}${due}" })).toMatchObject({
      ok: true,
      value: { lockVersion: 2 },
    });
    expect(await saveDraft(author, { ...input, text: "旧页面${name}${due}" })).toEqual({
      ok: false,
      error: { code: "template.changed_since_read" },
    });
    expect((await versionOf(draft.versionId)).text).toBe("第一次${name}${due}");
  });

  it("leaves a draft to its author; a colleague may discard it and begin anew", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    const input = { ...draft.input, templateId: draft.templateId, lockVersion: 1 };
    expect(await saveDraft(colleague, input)).toMatchObject({ error: { code: "template.draft_of_other" } });
    expect(await submit(colleague, draft)).toMatchObject({ error: { code: "template.draft_of_other" } });
    expect(await discardDraft(colleague, { templateId: draft.templateId, lockVersion: 1 })).toEqual({
      ok: true,
      value: { retired: true },
    });
  });

  it("begins the next version from an approved one and leaves the approved one as it is", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    await approved(draft);
    const before = await versionOf(draft.versionId);
    const saved = await saveDraft(colleague, {
      ...draft.input,
      templateId: draft.templateId,
      lockVersion: 0,
      text: "${name}您好，贷款${due}到期。客服95599。",
    });
    expect(saved).toMatchObject({ ok: true, value: { number: 2, lockVersion: 1 } });
    expect(await versionOf(draft.versionId)).toEqual(before);
    expect(await getVersionForUse(author, draft.input.key)).toMatchObject({ number: 1, text: draft.input.text });
  });

  it("takes no signature out of use", async () => {
    const old = await db().signature.create({
      data: { text: "旧签名", createdBy: "test", retiredAt: new Date() },
      select: { id: true },
    });
    expect(await createTemplate(author, loanReminder(old.id))).toEqual({
      ok: false,
      error: { code: "template.signature_retired" },
    });
  });
});

describe("submission", () => {
  it("is refused while the text has errors, whatever the form claims", async () => {
    const draft = await makeDraft(author, registers.signature.id, {
      text: "${name}，${due}前请点击 https://bank-login.top/x 还款",
    });
    expect(await submit(author, draft)).toMatchObject({
      ok: false,
      error: { code: "template.blocked_by_findings", evidence: { count: 1 } },
    });
    expect((await versionOf(draft.versionId)).state).toBe("draft");
  });

  it("wants a reason for each warning and keeps no others", async () => {
    const draft = await makeDraft(author, registers.signature.id, { text: "${name}，请立即还款，${due}到期。" });
    expect(await submit(author, draft)).toMatchObject({ error: { code: "template.reason_missing" } });
    expect(
      await submit(author, draft, { reasons: { urgency: "合同约定的最后期限", guarantee: "无关的理由" } }),
    ).toMatchObject({ ok: true });
    const version = await versionOf(draft.versionId);
    expect(version.reasons).toEqual({ urgency: "合同约定的最后期限" });
    expect(version.findings).toMatchObject([{ rule: "urgency", severity: "warning" }]);
  });

  it("stops on variables that differ from the approved version until they are confirmed", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    await approved(draft);
    const variables = [
      draft.input.variables[0]!,
      { name: "amount", kind: "money" as const, label: "金额", sample: "100.00" },
    ];
    const next = await saveDraft(author, {
      ...draft.input,
      templateId: draft.templateId,
      lockVersion: 0,
      text: "${name}，应还${amount}元。客服95599。",
      variables,
    });
    if (!next.ok) throw new Error(next.error.code);
    expect(await submit(author, next.value)).toEqual({
      ok: false,
      error: { code: "template.variables_changed", evidence: { added: "amount", removed: "due", changed: "" } },
    });
    expect(await submit(author, next.value, { acceptChanges: true })).toMatchObject({ ok: true });
  });

  it("stores the hash of the text as it is in the database and asks for one review", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    const submitted = await submit(author, draft);
    if (!submitted.ok) throw new Error(submitted.error.code);
    const review = await db().review.findUniqueOrThrow({ where: { id: submitted.value.reviewId } });
    expect(review).toMatchObject({
      state: "open",
      submittedBy: author.id,
      branchPath: tree.branch.path,
      boundHash: (await versionOf(draft.versionId)).contentHash,
    });
    expect(await submit(author, draft)).toMatchObject({ error: { code: "template.wrong_state" } });
  });

  it("leaves a trace of every step", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    await submit(author, draft);
    await withdrawSubmission(author, { templateId: draft.templateId });
    const entries = await db().auditEntry.findMany({
      where: { subjectId: draft.templateId },
      orderBy: { seq: "asc" },
      select: { action: true, actorId: true },
    });
    expect(entries).toEqual(
      ["template.created", "template.submitted", "template.withdrawn"].map((action) => ({
        action,
        actorId: author.id,
      })),
    );
  });
});

describe("hole 2 of other approval flows: a pending item could be edited", () => {
  it("is locked: saving, discarding and retiring are refused while it is in review", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    await submit(author, draft);
    const edit = { ...draft.input, templateId: draft.templateId, text: "另一段文字${name}${due}" };
    for (const lockVersion of [0, 1, 2])
      expect(await saveDraft(author, { ...edit, lockVersion })).toEqual({
        ok: false,
        error: { code: "template.in_review" },
      });
    expect(await discardDraft(author, { templateId: draft.templateId, lockVersion: 2 })).toMatchObject({
      error: { code: "template.wrong_state" },
    });
    expect(await retireTemplate(author, { templateId: draft.templateId })).toMatchObject({
      error: { code: "template.in_review" },
    });
    expect((await versionOf(draft.versionId)).text).toBe(draft.input.text);
  });

  it("is locked in the database as well: no statement of the application changes its text, variables, signature or hash", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    await submit(author, draft);
    for (const change of [
      "text = 'x'",
      "variables = '[]'",
      "signature_id = uuidv7()",
      `content_hash = '${"0".repeat(64)}'`,
      "author_id = uuidv7()",
      "elder_friendly = true",
    ]) {
      await expect(
        pool().query(`UPDATE template_version SET ${change} WHERE id = $1`, [draft.versionId]),
      ).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("can be withdrawn by its author only, and its review goes with it", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    await submit(author, draft);
    expect(await withdrawSubmission(colleague, { templateId: draft.templateId })).toMatchObject({
      error: { code: "template.not_author" },
    });
    expect(await withdrawSubmission(author, { templateId: draft.templateId })).toEqual({ ok: true, value: null });
    expect(await db().review.findFirst({ where: { subjectId: draft.versionId } })).toMatchObject({
      state: "withdrawn",
    });
    expect(await withdrawSubmission(author, { templateId: draft.templateId })).toMatchObject({
      error: { code: "template.wrong_state" },
    });
  });
});

describe("branches", () => {
  it("neither read nor change a neighbour's drafts", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    const neighbour = await makeActor<"template:write" | "template:read">(tree.neighbour, ["officer"]);
    expect(await getTemplate(neighbour, draft.templateId)).toBeNull();
    expect(await saveDraft(neighbour, { ...draft.input, templateId: draft.templateId, lockVersion: 1 })).toMatchObject({
      error: { code: "template.not_found" },
    });
    expect(await retireTemplate(neighbour, { templateId: draft.templateId })).toMatchObject({
      error: { code: "template.not_found" },
    });
  });

  it("read what head office has approved, not what it is drafting, and cannot change it", async () => {
    const head = await makeActor<"template:write" | "template:read">(tree.head, ["officer"]);
    const draft = await makeDraft(head, registers.signature.id);
    expect(await getTemplate(author, draft.templateId)).toBeNull();
    const submitted = await submit(head, draft);
    if (!submitted.ok) throw new Error(submitted.error.code);
    await db().templateVersion.update({ where: { id: draft.versionId }, data: { state: "approved" } });
    await saveDraft(head, { ...draft.input, templateId: draft.templateId, lockVersion: 0 });
    expect((await getTemplate(author, draft.templateId))?.versions.map((version) => version.number)).toEqual([1]);
    expect((await getTemplate(head, draft.templateId))?.versions.map((version) => version.number)).toEqual([2, 1]);
    expect(await saveDraft(author, { ...draft.input, templateId: draft.templateId, lockVersion: 1 })).toMatchObject({
      error: { code: "template.not_found" },
    });
  });

  it("page through their list without losing or repeating a row", async () => {
    const whole = await listTemplates(author, {}, undefined, 1000);
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await listTemplates(author, {}, before, 3);
      seen.push(...page.rows.map((row) => row.id));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(whole.rows.map((row) => row.id));
    expect(whole.rows.length).toBeGreaterThan(3);
  });

  it("find a template by words of its text, its name or its key", async () => {
    const draft = await makeDraft(author, registers.signature.id, { name: "独一无二的名字" });
    for (const q of ["独一无二", draft.input.key.toUpperCase(), "请留足余额"]) {
      expect((await listTemplates(author, { q }, undefined, 1000)).rows.map((row) => row.id)).toContain(
        draft.templateId,
      );
    }
    expect((await listTemplates(author, { q: "没有这种词" })).rows).toEqual([]);
  });
});
