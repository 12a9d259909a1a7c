"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/action";
import { replyFromPhone } from "@/lib/server/carriers/simulator/commands";
import { replySchema } from "./_components/reply-schema";

export const replyFromPhoneAction = defineAction("phones.reply", "phones:use", replySchema, async (actor, input) => {
  const result = await replyFromPhone(actor, input);
  if (result.ok) revalidatePath("/phones");
  return result;
});
