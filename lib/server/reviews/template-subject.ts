import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import { hasErrors } from "@/lib/domain/check/check-text";
import { fail, ok } from "@/lib/domain/shared/result";
import { nextVersionState } from "@/lib/domain/template/lifecycle";
import { now } from "../clock";
import { CONTENT_SELECT, contentHashOf, renderableOf } from "../templates/content";
import { findingsOf, registersInUse } from "../templates/registers";
import type { ReviewSubject } from "./subject";

const SELECT = {
  ...CONTENT_SELECT,
  id: true,
  templateId: true,
  number: true,
  state: true,
  authorId: true,
  elderFriendly: true,
  template: { select: { purpose: true, language: true, channel: true, use: true } },
} satisfies Prisma.TemplateVersionSelect;

/** A version of a template under review. */
export const templateSubject: ReviewSubject = {
  async lockAndHash(tx, review) {
    // The template is what every command on it locks first; decisions wait in the same line.
    await tx.$queryRaw`
      SELECT t.id FROM template t JOIN template_version v ON v.template_id = t.id WHERE v.id = ${review.subjectId}::uuid FOR UPDATE OF t`;
    const version = await tx.templateVersion.findUnique({ where: { id: review.subjectId }, select: SELECT });
    return version && contentHashOf(version);
  },

  async apply(tx, actor, review, decision) {
    const version = await tx.templateVersion.findUnique({ where: { id: review.subjectId }, select: SELECT });
    if (!version) return fail({ code: "review.not_found" });
    const next = nextVersionState(version, decision, actor);
    if (!next.ok) return next;
    if (decision === "approve") {
      // A link, a contact or a signature may have been taken out of use since the submission.
      const findings = findingsOf(renderableOf(version), { ...version, use: version.template.use, channel: version.template.channel }, await registersInUse(tx));
      if (hasErrors(findings)) {
        const count = findings.filter((finding) => finding.severity === "error").length;
        return fail({ code: "review.blocked_by_findings", evidence: { count } });
      }
      await tx.templateVersion.updateMany({
        where: { templateId: version.templateId, state: "approved" },
        data: { state: "retired", updatedAt: now() },
      });
    }
    const { count } = await tx.templateVersion.updateMany({
      where: { id: version.id, state: "in_review", contentHash: review.boundHash },
      data: { state: next.value, decidedAt: now(), updatedAt: now() },
    });
    if (count === 0) return fail({ code: "review.changed_since_read" });
    return ok({
      action: decision === "approve" ? "template.approved" : "template.returned",
      subjectType: "template",
      subjectId: version.templateId,
      detail: { version: version.number, review: review.id, hash: review.boundHash },
    });
  },
};
