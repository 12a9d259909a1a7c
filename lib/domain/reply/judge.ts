import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Judgement } from "./schema";

/** What a judgement depends on: what the text counts as, and whether offers are held for it. */
export type JudgedReply = { readonly replyClass: string; readonly dueAt: Date | null; readonly handledAt: Date | null };

/** Whether offers to the phone are held until a person has decided about this text. */
export function isHeld({ dueAt, handledAt }: Pick<JudgedReply, "dueAt" | "handledAt">): boolean {
  return dueAt !== null && handledAt === null;
}

/** Whether a person should have decided by now. */
export function isOverdue(reply: Pick<JudgedReply, "dueAt" | "handledAt">, now: Date): boolean {
  return isHeld(reply) && reply.dueAt !== null && reply.dueAt < now;
}

export type JudgeRefusal = { readonly code: "inbound.already_judged" | "inbound.refusal_stands" };

/** Whether a person may still take the text for this. A refusal is never taken back here: the customer does that himself. */
export function mayJudge(reply: JudgedReply, as: Judgement): Result<null, JudgeRefusal> {
  if (as === "other") {
    if (isHeld(reply)) return ok(null);
    return fail({ code: reply.replyClass === "refuse" ? "inbound.refusal_stands" : "inbound.already_judged" });
  }
  // The customer has spoken again since, or somebody was faster.
  if (reply.dueAt !== null && reply.handledAt !== null) return fail({ code: "inbound.already_judged" });
  const isRead = reply.replyClass === "complaint" && reply.handledAt === null;
  if (isRead) return ok(null);
  return reply.replyClass === as || reply.replyClass === "complaint" ? fail({ code: "inbound.already_judged" }) : ok(null);
}
