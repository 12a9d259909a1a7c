import { fail, ok, type Result } from "@/lib/domain/shared/result";

export const VERSION_STATES = ["draft", "in_review", "approved", "returned", "retired"] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export const VERSION_EVENTS = ["edit", "submit", "withdraw", "approve", "return", "retire"] as const;
export type VersionEvent = (typeof VERSION_EVENTS)[number];

export type VersionFacts = { readonly state: VersionState; readonly authorId: string };
export type VersionRefusal =
  | { readonly code: "template.wrong_state" }
  | { readonly code: "template.own_work" }
  | { readonly code: "template.draft_of_other" }
  | { readonly code: "template.not_author" };

const STEPS: Readonly<Record<VersionEvent, Partial<Record<VersionState, VersionState>>>> = {
  edit: { draft: "draft" },
  submit: { draft: "in_review" },
  withdraw: { in_review: "draft" },
  approve: { in_review: "approved" },
  return: { in_review: "returned" },
  retire: { approved: "retired", returned: "retired", draft: "retired" },
};

/**
 * The state after an event, or why it may not happen. Whoever decides is never the author, whatever his roles; and a
 * draft has one author only, so that nobody approves what he wrote half of. Others may discard it and begin anew.
 */
export function nextVersionState(version: VersionFacts, event: VersionEvent, actor: { readonly id: string }): Result<VersionState, VersionRefusal> {
  const next = STEPS[event][version.state];
  if (next === undefined) return fail({ code: "template.wrong_state" });
  if ((event === "approve" || event === "return") && actor.id === version.authorId) return fail({ code: "template.own_work" });
  if ((event === "edit" || event === "submit") && actor.id !== version.authorId) return fail({ code: "template.draft_of_other" });
  if (event === "withdraw" && actor.id !== version.authorId) return fail({ code: "template.not_author" });
  return ok(next);
}
