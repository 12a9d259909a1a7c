import { randomUUID } from "node:crypto";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { CreateTemplateInput } from "@/lib/domain/template/schema";
import { db } from "@/lib/server/db/client";
import { createTemplate } from "@/lib/server/templates/commands";
import { submitForReview } from "@/lib/server/templates/submit-commands";

/** A signature, a link and a hotline in the registers, as every bank has them. */
export async function makeRegisters() {
  const mark = randomUUID().slice(0, 6);
  const signature = await db().signature.create({
    data: { text: `鸿雁${mark}`, createdBy: "test", filings: { create: { carrier: "mobile", state: "filed" } } },
    select: { id: true, text: true },
  });
  const host = `m.${mark}.com`;
  const link = await db().registeredLink.create({
    data: { host, note: "手机银行", createdBy: "test" },
    select: { id: true, host: true },
  });
  await db().registeredContact.upsert({
    where: { number: "95599" },
    create: { number: "95599", note: "客服热线", createdBy: "test" },
    update: {},
    select: { id: true },
  });
  return { signature, link };
}

/** A loan reminder without findings; fields may be put in place of the usual ones. */
export function loanReminder(signatureId: string, wish: Partial<CreateTemplateInput> = {}): CreateTemplateInput {
  return {
    key: `loan.${randomUUID().slice(0, 8)}`.replace(/\.(\d)/, ".k$1"),
    name: "还款提醒",
    purpose: "loan",
    language: "zh-CN",
    signatureId,
    text: "尊敬的${name}，您的贷款将于${due}到期，请留足余额。客服95599。",
    variables: [
      { name: "name", kind: "name", label: "姓名", sample: "王小明" },
      { name: "due", kind: "date", label: "到期日", sample: "2026-12-05" },
    ],
    elderText: null,
    elderFriendly: false,
    use: "notice",
    asksFor: null,
    productRisk: null,
    ...wish,
  };
}

/** A draft by an author, through the command itself. */
export async function makeDraft(
  author: Authorized<"template:write">,
  signatureId: string,
  wish: Partial<CreateTemplateInput> = {},
) {
  const input = loanReminder(signatureId, wish);
  const made = await createTemplate(author, input);
  if (!made.ok) throw new Error(made.error.code);
  return { ...made.value, input };
}

export type Submission = { templateId: string; versionId: string; reviewId: string; boundHash: string; key: string };

/** Submits a draft as it stands. */
export async function resubmit(
  author: Authorized<"template:write">,
  draft: { templateId: string; versionId: string; lockVersion: number; key: string },
): Promise<Submission> {
  const { templateId, versionId, lockVersion, key } = draft;
  const result = await submitForReview(author, { templateId, lockVersion, reasons: {}, acceptChanges: true });
  if (!result.ok) throw new Error(result.error.code);
  const { reviewId } = result.value;
  const { boundHash } = await db().review.findUniqueOrThrow({ where: { id: reviewId }, select: { boundHash: true } });
  return { templateId, versionId, key, reviewId, boundHash };
}

/** A loan reminder that waits for a reviewer. */
export async function makeSubmission(
  author: Authorized<"template:write">,
  signatureId: string,
  wish: Partial<CreateTemplateInput> = {},
): Promise<Submission> {
  const draft = await makeDraft(author, signatureId, wish);
  return resubmit(author, { ...draft, key: draft.input.key });
}
