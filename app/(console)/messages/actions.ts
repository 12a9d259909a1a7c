"use server";

import { defineAction } from "@/lib/server/action";
import { revealMessage } from "@/lib/server/messages/commands";
import { revealMessageSchema } from "./_components/reveal-schema";

export const revealMessageAction = defineAction("messages.reveal", "customer:reveal", revealMessageSchema, revealMessage);
