"use server";

import { revalidatePath } from "next/cache";
import { resolveUncertainSchema } from "@/lib/domain/message/resolve-schema";
import { defineAction } from "@/lib/server/action";
import { resolveUncertain, revealMessage } from "@/lib/server/messages/commands";
import { revealMessageSchema } from "./_components/reveal-schema";

export const revealMessageAction = defineAction("messages.reveal", "customer:reveal", revealMessageSchema, revealMessage);

export const resolveMessageAction = defineAction("messages.resolve", "message:send", resolveUncertainSchema, async (actor, input) => {
  const result = await resolveUncertain(actor, input);
  if (result.ok) revalidatePath(`/messages/${input.messageId}`);
  return result;
});
