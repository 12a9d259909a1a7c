import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { faultOfChannel, type ChannelFault } from "@/lib/domain/template/channel";
import { nextVersionState, type VersionRefusal } from "@/lib/domain/template/lifecycle";
import type { CreateTemplateInput, SaveDraftInput } from "@/lib/domain/template/schema";
import { sameUse, faultOfUse, type TemplateUse, type UseFault } from "@/lib/domain/template/use";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { isUniqueViolation } from "../db/errors";
import { inTransaction, inTransactionOrRefused, type Tx } from "../db/transaction";
import { lockTemplate, type LockedTemplate } from "./locked";

type Author = Authorized<"template:write">;

export type SavedDraft = {
  readonly templateId: string;
  readonly versionId: string;
  readonly number: number;
  readonly lockVersion: number;
};
export type TemplateRefusal =
  | VersionRefusal
  | {
      readonly code:
        | "template.not_found"
        | "template.key_taken"
        | "template.signature_retired"
        | "template.changed_since_read"
        | "template.in_review"
        | "template.use_fixed"
        | "template.retired";
    }
  | Pick<UseFault, "code">
  | Pick<ChannelFault, "code">;

async function signatureInUse(tx: Tx, id: string): Promise<boolean> {
  return (await tx.signature.count({ where: { id, retiredAt: null } })) === 1;
}

/** Begins a template with its first draft, in the author's own branch. */
export async function createTemplate(
  actor: Author,
  input: CreateTemplateInput,
): Promise<Result<SavedDraft, TemplateRefusal>> {
  const { key, name, purpose, language, channel = "sms", use, asksFor, productRisk, ...rest } = input;
  const { signatureId, text, elderText, variables, elderFriendly, reasons = {} } = rest;
  try {
    return await inTransaction(async (tx) => {
      if (!(await signatureInUse(tx, signatureId))) return fail({ code: "template.signature_retired" });
      const template = await tx.template.create({
        data: { key, name, purpose, language, channel, use, asksFor, productRisk, branchId: actor.branchId, createdBy: actor.id },
        select: { id: true },
      });
      const version = await tx.templateVersion.create({
        data: { templateId: template.id, number: 1, signatureId, text, elderText, variables, elderFriendly, reasons, authorId: actor.id },
        select: { id: true },
      });
      await recordAudit(tx, actor, {
        action: "template.created",
        subjectType: "template",
        subjectId: template.id,
        detail: { key, purpose, use, channel, version: 1 },
      });
      return ok({ templateId: template.id, versionId: version.id, number: 1, lockVersion: 1 });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ code: "template.key_taken" });
    throw error;
  }
}

/** What stands in the way of writing: a version in review is locked, a draft is its author's. */
function editBar(template: LockedTemplate, actor: Author, lockVersion: number): TemplateRefusal | null {
  if (template.retiredAt) return { code: "template.retired" };
  if (template.inReview) return { code: "template.in_review" };
  if (!template.draft) return lockVersion === 0 ? null : { code: "template.changed_since_read" };
  const next = nextVersionState(template.draft, "edit", actor);
  if (!next.ok) return next.error;
  return template.draft.lockVersion === lockVersion ? null : { code: "template.changed_since_read" };
}

/** Why what a template is there for may not be changed like this; from its first submission on it is fixed. */
function kindBar(template: LockedTemplate, input: SaveDraftInput): TemplateRefusal | null {
  const { purpose, use, asksFor, productRisk } = template;
  const stored = { use: use as TemplateUse, asksFor: asksFor as Purpose | null, productRisk };
  if (sameUse(stored, input)) return null;
  if (template.wasSubmitted) return { code: "template.use_fixed" };
  const fault = faultOfUse(purpose as Purpose, input) ?? faultOfChannel(template.channel, purpose as Purpose, input.use);
  return fault && { code: fault.code };
}

/** Writes into the draft; where there is none (approved or returned before), the next version begins. */
export function saveDraft(actor: Author, input: SaveDraftInput): Promise<Result<SavedDraft, TemplateRefusal>> {
  const { templateId, lockVersion, name, use, asksFor, productRisk, ...rest } = input;
  const { signatureId, text, elderText, variables, elderFriendly, reasons = {} } = rest;
  const content = { signatureId, text, elderText, variables, elderFriendly, reasons };
  return inTransactionOrRefused<Result<SavedDraft, TemplateRefusal>>(async (tx) => {
    const template = await lockTemplate(tx, actor, templateId);
    if (!template) return fail({ code: "template.not_found" });
    const bar = editBar(template, actor, lockVersion) ?? kindBar(template, input);
    if (bar) return fail(bar);
    if (!(await signatureInUse(tx, signatureId))) return fail({ code: "template.signature_retired" });
    const saved = template.draft
      ? await tx.templateVersion.update({
          where: { id: template.draft.id, state: "draft", lockVersion },
          // The hash belongs to what was submitted; what is written now has none yet.
          data: { ...content, contentHash: null, lockVersion: { increment: 1 }, updatedAt: now() },
          select: { id: true, number: true, lockVersion: true },
        })
      : await tx.templateVersion.create({
          data: { ...content, templateId, number: (template.latest?.number ?? 0) + 1, authorId: actor.id },
          select: { id: true, number: true, lockVersion: true },
        });
    // What was returned has its successor now: it waits for nobody any more.
    if (!template.draft)
      await tx.templateVersion.updateMany({ where: { templateId, state: "returned" }, data: { state: "retired" } });
    await tx.template.update({
      where: { id: templateId },
      data: { name, use, asksFor, productRisk },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: "template.saved",
      subjectType: "template",
      subjectId: templateId,
      branchPath: template.branch.path,
      detail: { key: template.key, version: saved.number },
    });
    return ok({ templateId, versionId: saved.id, number: saved.number, lockVersion: saved.lockVersion });
  });
}

/** Gives a draft up, whoever began it, so that somebody else can begin anew; a template that never had another goes with it. */
export function discardDraft(
  actor: Author,
  input: { readonly templateId: string; readonly lockVersion: number },
): Promise<Result<{ retired: boolean }, TemplateRefusal>> {
  return inTransactionOrRefused<Result<{ retired: boolean }, TemplateRefusal>>(async (tx) => {
    const template = await lockTemplate(tx, actor, input.templateId);
    if (!template) return fail({ code: "template.not_found" });
    if (!template.draft) return fail({ code: "template.wrong_state" });
    const next = nextVersionState(template.draft, "retire", actor);
    if (!next.ok) return next;
    const { count } = await tx.templateVersion.updateMany({
      where: { id: template.draft.id, state: "draft", lockVersion: input.lockVersion },
      data: { state: next.value, updatedAt: now() },
    });
    if (count === 0) return fail({ code: "template.changed_since_read" });
    const retired = template.draft.number === 1;
    if (retired)
      await tx.template.update({ where: { id: template.id }, data: { retiredAt: now() }, select: { id: true } });
    await recordAudit(tx, actor, {
      action: "template.discarded",
      subjectType: "template",
      subjectId: template.id,
      branchPath: template.branch.path,
      detail: { key: template.key, version: template.draft.number },
    });
    return ok({ retired });
  });
}

/** Takes a template out of use for good: its key answers no request any more, campaigns on their way finish. */
export function retireTemplate(
  actor: Author,
  input: { readonly templateId: string },
): Promise<Result<null, TemplateRefusal>> {
  return inTransactionOrRefused<Result<null, TemplateRefusal>>(async (tx) => {
    const template = await lockTemplate(tx, actor, input.templateId);
    if (!template) return fail({ code: "template.not_found" });
    if (template.retiredAt) return fail({ code: "template.retired" });
    if (template.inReview) return fail({ code: "template.in_review" });
    const at = now();
    await tx.templateVersion.updateMany({
      where: { templateId: template.id, state: { in: ["draft", "returned", "approved"] } },
      data: { state: "retired", updatedAt: at },
    });
    await tx.template.update({ where: { id: template.id }, data: { retiredAt: at }, select: { id: true } });
    await recordAudit(tx, actor, {
      action: "template.retired",
      subjectType: "template",
      subjectId: template.id,
      branchPath: template.branch.path,
      detail: { key: template.key },
    });
    return ok(null);
  });
}
