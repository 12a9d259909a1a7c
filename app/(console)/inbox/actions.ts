"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { assignInboundSchema, freeAnswerSchema, judgeReplySchema, quickAnswerSchema } from "@/lib/domain/reply/schema";
import { defineAction } from "@/lib/server/action";
import { answerFreely, answerQuickly } from "@/lib/server/inbound/answer-commands";
import { assignInbound, clearFlag } from "@/lib/server/inbound/assign-commands";
import { handleInbound } from "@/lib/server/inbound/commands";
import { judgeReply } from "@/lib/server/inbound/judge-commands";

const byId = z.object({ inboundId: z.uuid() });

export const handleInboundAction = defineAction("inbox.handle", "inbox:read", byId, async (actor, input) => {
  const result = await handleInbound(actor, input);
  // The menu counts what is open.
  if (result.ok) revalidatePath("/", "layout");
  return result;
});

export const judgeReplyAction = defineAction("inbox.judge", "customer:write", judgeReplySchema, async (actor, input) => {
  const result = await judgeReply(actor, input);
  if (result.ok) revalidatePath("/", "layout");
  return result;
});

export const assignInboundAction = defineAction("inbox.assign", "inbox:answer", assignInboundSchema, async (actor, input) => {
  const result = await assignInbound(actor, input);
  if (result.ok) revalidatePath("/inbox", "layout");
  return result;
});

export const clearFlagAction = defineAction("inbox.clear_flag", "inbox:clear_flag", byId, async (actor, input) => {
  const result = await clearFlag(actor, input);
  if (result.ok) revalidatePath("/inbox", "layout");
  return result;
});

// A withheld answer stands in the thread as well: the page is drawn anew either way.
export const answerQuicklyAction = defineAction("inbox.answer_quick", "inbox:answer", quickAnswerSchema, async (actor, input) => {
  const result = await answerQuickly(actor, input);
  revalidatePath("/", "layout");
  return result;
});

export const answerFreelyAction = defineAction("inbox.answer_free", "inbox:answer", freeAnswerSchema, async (actor, input) => {
  const result = await answerFreely(actor, input);
  revalidatePath("/", "layout");
  return result;
});
