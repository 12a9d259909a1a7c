"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { judgeReplySchema } from "@/lib/domain/reply/schema";
import { defineAction } from "@/lib/server/action";
import { handleInbound } from "@/lib/server/inbound/commands";
import { judgeReply } from "@/lib/server/inbound/judge-commands";

export const handleInboundAction = defineAction("inbox.handle", "inbox:read", z.object({ inboundId: z.uuid() }), async (actor, input) => {
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
