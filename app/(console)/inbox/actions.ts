"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/server/action";
import { handleInbound } from "@/lib/server/inbound/commands";

export const handleInboundAction = defineAction("inbox.handle", "inbox:read", z.object({ inboundId: z.uuid() }), async (actor, input) => {
  const result = await handleInbound(actor, input);
  // The menu counts what is open.
  if (result.ok) revalidatePath("/", "layout");
  return result;
});
