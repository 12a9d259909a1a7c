import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { isAnswerFrame, isQuickReply } from "@/lib/domain/reply/answer";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { db } from "../db/client";

export type AnswerTemplate = {
  readonly key: string; readonly name: string; readonly purpose: Purpose; readonly language: Language; readonly signature: string; readonly text: string; readonly variables: readonly TemplateVariable[];
};

/** Approved templates of a use in the actor's line of branches: the own ones, those above, those below. */
async function approvedFor(actor: { readonly branchPath: string }, use: TemplateUse): Promise<AnswerTemplate[]> {
  const above = actor.branchPath.split("/").filter((part) => part !== "").map((_, at, parts) => `${parts.slice(0, at + 1).join("/")}/`);
  const rows = await db().template.findMany({
    where: { use, channel: "sms", retiredAt: null, versions: { some: { state: "approved" } }, branch: { OR: [{ path: { in: above } }, { path: { startsWith: actor.branchPath } }] } },
    orderBy: { key: "asc" },
    select: {
      key: true, name: true, purpose: true, language: true,
      versions: { where: { state: "approved" }, orderBy: { number: "desc" }, take: 1, select: { text: true, variables: true, signature: { select: { text: true } } } },
    },
  });
  return rows.flatMap(({ versions, ...row }) => versions.map((version) => ({
    ...row, purpose: row.purpose as Purpose, language: row.language as Language, text: version.text, signature: version.signature.text,
    variables: version.variables as unknown as readonly TemplateVariable[],
  })));
}

/** What can be sent as it stands. */
export async function listQuickReplies(actor: Authorized<"inbox:answer">): Promise<AnswerTemplate[]> {
  return (await approvedFor(actor, "quick_reply")).filter(isQuickReply);
}

/** What a free answer can be written into. */
export async function listAnswerFrames(actor: Authorized<"inbox:answer">): Promise<AnswerTemplate[]> {
  return (await approvedFor(actor, "answer_frame")).filter(isAnswerFrame);
}

/** What may confirm a refusal: a service text with nothing to be filled in. */
export async function listConfirmations(actor: Authorized<"settings:read"> | Authorized<"settings:write">): Promise<AnswerTemplate[]> {
  return (await approvedFor(actor, "refusal_confirmed")).filter((one) => one.purpose !== "promotion" && one.variables.length === 0);
}
