import { beforeAll, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { CreateTemplateInput } from "@/lib/domain/template/schema";
import { db, pool } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { loanReminder, makeDraft, makeRegisters, makeSubmission } from "@/prisma/factories/template";
import { readTemplate } from "../pipeline/template";
import { decideReview } from "../reviews/commands";
import { getReview, reviewedVersion } from "../reviews/queries";
import { createTemplate, saveDraft } from "./commands";
import { getTemplate, getVersionForUse, listTemplates, listUsableVersions } from "./queries";
import { submitForReview, withdrawSubmission } from "./submit-commands";

type Author = Authorized<"template:write" | "template:read">;
type Reviewer = Authorized<"review:decide" | "review:read">;

let registers: Awaited<ReturnType<typeof makeRegisters>>;
let author: Author;
let reviewer: Reviewer;

beforeAll(async () => {
  const tree = await makeBranchTree();
  registers = await makeRegisters();
  author = await makeActor(tree.branch, ["officer"], "李娜");
  reviewer = await makeActor(tree.head, ["reviewer"], "王审");
});

const ELDER = "${name}您好，贷款${due}到期。不清楚请拨95599，有人接听。";
const draftWith = (wish: Partial<CreateTemplateInput> = {}) => makeDraft(author, registers.signature.id, { elderText: ELDER, ...wish });
const versionOf = (id: string) => db().templateVersion.findUniqueOrThrow({ where: { id } });
const submit = (draft: { templateId: string; lockVersion: number }, reasons: Record<string, string> = {}) =>
  submitForReview(author, { templateId: draft.templateId, lockVersion: draft.lockVersion, reasons, acceptChanges: true });
const approve = ({ reviewId, boundHash }: { reviewId: string; boundHash: string }) =>
  decideReview(reviewer, { reviewId, boundHash, decision: "approve", comment: "" });

describe("a text of its own for elder-friendly customers", () => {
  it("is written, saved and taken away with the draft", async () => {
    const draft = await draftWith();
    expect((await versionOf(draft.versionId)).elderText).toBe(ELDER);
    const input = { ...draft.input, templateId: draft.templateId };
    expect(await saveDraft(author, { ...input, lockVersion: 1, elderText: "新的" })).toMatchObject({ ok: true });
    expect((await versionOf(draft.versionId)).elderText).toBe("新的");
    expect(await saveDraft(author, { ...input, lockVersion: 2, elderText: null })).toMatchObject({ ok: true });
    expect((await versionOf(draft.versionId)).elderText).toBeNull();
  });

  it.each([
    ["a link", "${name}，贷款${due}到期，见https://bank-login.top/x，问95599"],
    ["a contact that is in no register", "${name}，贷款${due}到期，问4008123123或95599"],
    ["a variable that nobody declared", "${name}，贷款${amount}元${due}到期，问95599"],
    ["nothing at all", ""],
  ])("is not submitted with %s, whatever the other text says", async (_, elderText) => {
    const draft = await draftWith({ elderText });
    expect(await submit(draft)).toMatchObject({ ok: false, error: { code: "template.blocked_by_findings" } });
    expect((await versionOf(draft.versionId)).state).toBe("draft");
  });

  it("wants reasons of its own, which its reviewer reads", async () => {
    const draft = await draftWith({ elderText: "${name}，贷款${due}到期。" });
    expect(await submit(draft, { elderly_without_hotline: "写在别处" })).toMatchObject({ error: { code: "template.reason_missing", evidence: { count: 1 } } });
    expect(await submit(draft, { "elder.elderly_without_hotline": "网点上门告知" })).toMatchObject({ ok: true });
    expect((await versionOf(draft.versionId)).reasons).toEqual({ "elder.elderly_without_hotline": "网点上门告知" });
  });

  it("is part of what is approved: what phones get of it is what the reviewer's hash stands for", async () => {
    const one = await makeSubmission(author, registers.signature.id, { elderText: ELDER });
    const review = await getReview(reviewer, one.reviewId);
    const shown = review && (await reviewedVersion(reviewer, review));
    expect(shown).toMatchObject({ content: { elderText: ELDER }, renderable: { elderText: ELDER }, contentHash: one.boundHash });
    expect(await approve(one)).toMatchObject({ ok: true });
    const sendable = await readTemplate(pool(), one.versionId);
    expect(sendable).toMatchObject({ approved: true, actualHash: one.boundHash });
    expect(sendable?.elder?.render({ name: "王秀英", due: "2026-12-05" })).toEqual({
      ok: true, value: `【${registers.signature.text}】王秀英您好，贷款2026年12月5日到期。不清楚请拨95599，有人接听。`,
    });
    const other = await makeSubmission(author, registers.signature.id, { elderText: null });
    expect(other.boundHash).not.toBe(one.boundHash);
  });

  it("is fixed in the database from its submission on", async () => {
    const one = await makeSubmission(author, registers.signature.id, { elderText: ELDER });
    await expect(db().templateVersion.update({ where: { id: one.versionId }, data: { elderText: "换掉" } })).rejects.toThrow(/content is fixed/);
  });

  it("is not approved when a number it names has left the register since", async () => {
    const contact = await db().registeredContact.create({ data: { number: `9${String(Date.now()).slice(-4)}`.replace(/^9./, "96"), note: "临时", createdBy: "test" }, select: { id: true, number: true } });
    const one = await makeSubmission(author, registers.signature.id, { elderText: `\${name}，贷款\${due}到期，问${contact.number}，有人接听。` });
    await db().registeredContact.update({ where: { id: contact.id }, data: { retiredAt: new Date() } });
    expect(await approve(one)).toMatchObject({ ok: false, error: { code: "review.blocked_by_findings", evidence: { count: 1 } } });
  });

  it("is found by its words", async () => {
    const draft = await draftWith({ elderText: "少见的词儿${name}" });
    const found = await listTemplates(author, { q: "少见的词儿" });
    expect(found.rows.map((row) => row.id)).toEqual([draft.templateId]);
  });
});

describe("what a template is there for", () => {
  const ASK = { use: "consent_request", asksFor: "promotion" } as const;

  it("may be chosen anew while nothing of it was submitted, also after a withdrawal", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    const input = { ...draft.input, templateId: draft.templateId };
    expect(await saveDraft(author, { ...input, ...ASK, lockVersion: 1 })).toMatchObject({ ok: true });
    expect(await getTemplate(author, draft.templateId)).toMatchObject(ASK);
    expect(await saveDraft(author, { ...input, lockVersion: 2 })).toMatchObject({ ok: true });
    expect(await submit({ ...draft, lockVersion: 3 })).toMatchObject({ ok: true });
    await withdrawSubmission(author, { templateId: draft.templateId });
    expect(await saveDraft(author, { ...input, use: "quick_reply", lockVersion: 5 })).toMatchObject({ ok: true });
    expect(await getTemplate(author, draft.templateId)).toMatchObject({ use: "quick_reply", asksFor: null });
  });

  it("is fixed for the next version, by the command and by the database", async () => {
    const one = await makeSubmission(author, registers.signature.id);
    expect(await approve(one)).toMatchObject({ ok: true });
    const input = { ...loanReminder(registers.signature.id), templateId: one.templateId, lockVersion: 0 };
    expect(await saveDraft(author, { ...input, use: "quick_reply" })).toEqual({ ok: false, error: { code: "template.use_fixed" } });
    expect(await saveDraft(author, { ...input, productRisk: 1 })).toEqual({ ok: false, error: { code: "template.use_fixed" } });
    expect(await saveDraft(author, input)).toMatchObject({ ok: true });
    await expect(db().template.update({ where: { id: one.templateId }, data: { use: "quick_reply" } })).rejects.toThrow(/fixed/);
    await expect(db().template.update({ where: { id: one.templateId }, data: { productRisk: 5 } })).rejects.toThrow(/fixed/);
  });

  it("is refused where its parts do not fit together", async () => {
    const draft = await makeDraft(author, registers.signature.id);
    const input = { ...draft.input, templateId: draft.templateId, lockVersion: 1 };
    expect(await saveDraft(author, { ...input, use: "consent_request" })).toEqual({ ok: false, error: { code: "template.asks_for_missing" } });
    expect(await saveDraft(author, { ...input, productRisk: 3 })).toEqual({ ok: false, error: { code: "template.risk_outside_promotion" } });
  });

  it("decides what its text must have: an answer's frame without its variable is not submitted", async () => {
    const draft = await makeDraft(author, registers.signature.id, { use: "answer_frame", text: "您好，已收到。客服95599。", variables: [] });
    expect(await submit(draft)).toMatchObject({ error: { code: "template.blocked_by_findings", evidence: { count: 1 } } });
  });

  it("is told to the pipeline, with the question and the product's risk", async () => {
    const made = await createTemplate(author, loanReminder(registers.signature.id, { purpose: "promotion", productRisk: 4, ...ASK }));
    if (!made.ok) throw new Error(made.error.code);
    expect(await readTemplate(pool(), made.value.versionId)).toMatchObject({ use: "consent_request", asksFor: "promotion", productRisk: 4 });
  });

  it("keeps what Hongyan sends itself out of the campaign composer", async () => {
    const quick = await makeSubmission(author, registers.signature.id, { use: "quick_reply" });
    const notice = await makeSubmission(author, registers.signature.id);
    for (const one of [quick, notice]) expect(await approve(one)).toMatchObject({ ok: true });
    const offered = (await listUsableVersions(author)).map((version) => version.id);
    expect(offered).toContain(notice.versionId);
    expect(offered).not.toContain(quick.versionId);
    expect(await getVersionForUse(author, quick.key)).toMatchObject({ template: { use: "quick_reply" } });
  });
});
