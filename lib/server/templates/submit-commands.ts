import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { hasErrors, unansweredWarnings } from "@/lib/domain/check/check-text";
import { reasonKey, type Finding } from "@/lib/domain/check/finding";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { isCompatible, variableChanges, type VariableChanges } from "@/lib/domain/template/changes";
import { nextVersionState, type VersionRefusal } from "@/lib/domain/template/lifecycle";
import type { SubmitTemplateInput } from "@/lib/domain/template/schema";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { inTransactionOrRefused, type Tx } from "../db/transaction";
import { contentHashOf, renderableOf } from "./content";
import { lockTemplate, type LockedVersion } from "./locked";
import { findingsOf, registersInUse } from "./registers";

type Author = Authorized<"template:write">;
type Evidence = Readonly<Record<string, string | number>>;

export type SubmitRefusal =
  | VersionRefusal
  | { readonly code: "template.not_found" | "template.changed_since_read" }
  | {
      readonly code: "template.blocked_by_findings" | "template.reason_missing" | "template.variables_changed";
      readonly evidence: Evidence;
    };

const variablesOf = (version: LockedVersion) => version.variables as unknown as readonly TemplateVariable[];

const namesIn = (changes: VariableChanges): Evidence => ({
  added: changes.added.map((variable) => variable.name).join(", "),
  removed: changes.removed.map((variable) => variable.name).join(", "),
  changed: changes.changed.map(({ after }) => after.name).join(", "),
});

/** What the text itself is refused for; findings are the server's own, whatever the composer showed. */
function contentRefusal(
  findings: readonly Finding[],
  input: SubmitTemplateInput,
  changes: VariableChanges | null,
): SubmitRefusal | null {
  if (hasErrors(findings)) {
    const count = findings.filter((finding) => finding.severity === "error").length;
    return { code: "template.blocked_by_findings", evidence: { count } };
  }
  const unanswered = unansweredWarnings(findings, input.reasons);
  if (unanswered.length > 0) return { code: "template.reason_missing", evidence: { count: unanswered.length } };
  if (changes && !isCompatible(changes) && !input.acceptChanges)
    return { code: "template.variables_changed", evidence: namesIn(changes) };
  return null;
}

/** Only reasons of warnings that the text has: a reviewer reads nothing that is about something else. */
function reasonsFor(findings: readonly Finding[], reasons: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    findings.flatMap((finding) => {
      const key = reasonKey(finding);
      const reason = finding.severity === "warning" ? reasons[key] : undefined;
      return reason ? [[key, reason] as const] : [];
    }),
  );
}

async function store(
  tx: Tx,
  draft: LockedVersion,
  findings: readonly Finding[],
  input: SubmitTemplateInput,
  hash: string,
) {
  const at = now();
  return tx.templateVersion.updateMany({
    where: { id: draft.id, state: "draft", lockVersion: input.lockVersion },
    data: {
      state: "in_review",
      contentHash: hash,
      findings: findings as unknown as Prisma.InputJsonArray,
      reasons: reasonsFor(findings, input.reasons),
      submittedAt: at,
      updatedAt: at,
      lockVersion: { increment: 1 },
    },
  });
}

/** Asks for a second pair of eyes: checks the stored text anew, fixes its hash, locks it and queues the review. */
export function submitForReview(
  actor: Author,
  input: SubmitTemplateInput,
): Promise<Result<{ reviewId: string }, SubmitRefusal>> {
  return inTransactionOrRefused<Result<{ reviewId: string }, SubmitRefusal>>(async (tx) => {
    const template = await lockTemplate(tx, actor, input.templateId);
    if (!template) return fail({ code: "template.not_found" });
    const { draft, approved } = template;
    if (!draft) return fail({ code: "template.wrong_state" });
    const next = nextVersionState(draft, "submit", actor);
    if (!next.ok) return next;
    const findings = findingsOf(renderableOf(draft), { ...draft, use: template.use, channel: template.channel }, await registersInUse(tx));
    const changes = approved && variableChanges(variablesOf(approved), variablesOf(draft));
    const refusal = contentRefusal(findings, input, changes);
    if (refusal) return fail(refusal);
    const boundHash = contentHashOf(draft);
    const { count } = await store(tx, draft, findings, input, boundHash);
    if (count === 0) return fail({ code: "template.changed_since_read" });
    const review = await tx.review.create({
      data: {
        subjectType: "template_version",
        subjectId: draft.id,
        title: template.name,
        purpose: template.purpose,
        branchPath: template.branch.path,
        boundHash,
        submittedBy: actor.id,
        submittedName: actor.name,
        submittedAt: now(),
      },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: "template.submitted",
      subjectType: "template",
      subjectId: template.id,
      branchPath: template.branch.path,
      detail: { key: template.key, version: draft.number, review: review.id, hash: boundHash },
    });
    return ok({ reviewId: review.id });
  });
}

/** Takes a submission back, before anybody decided; the text is a draft again and needs a new review. */
export function withdrawSubmission(
  actor: Author,
  input: { readonly templateId: string },
): Promise<Result<null, SubmitRefusal>> {
  return inTransactionOrRefused<Result<null, SubmitRefusal>>(async (tx) => {
    const template = await lockTemplate(tx, actor, input.templateId);
    if (!template) return fail({ code: "template.not_found" });
    if (!template.inReview) return fail({ code: "template.wrong_state" });
    const next = nextVersionState(template.inReview, "withdraw", actor);
    if (!next.ok) return next;
    const at = now();
    await tx.templateVersion.update({
      where: { id: template.inReview.id, state: "in_review" },
      data: { state: next.value, updatedAt: at, lockVersion: { increment: 1 } },
      select: { id: true },
    });
    await tx.review.updateMany({
      where: { subjectType: "template_version", subjectId: template.inReview.id, state: "open" },
      data: { state: "withdrawn", decidedAt: at },
    });
    await recordAudit(tx, actor, {
      action: "template.withdrawn",
      subjectType: "template",
      subjectId: template.id,
      branchPath: template.branch.path,
      detail: { key: template.key, version: template.inReview.number },
    });
    return ok(null);
  });
}
