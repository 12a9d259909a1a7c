"use server";

import { z } from "zod";
import { ok } from "@/lib/domain/shared/result";
import { defineAction } from "@/lib/server/action";
import { searchEverything } from "@/lib/server/search/queries";

const searchSchema = z.object({ query: z.string().trim().min(2).max(60) });

export const searchAction = defineAction("shell.search", "dashboard:read", searchSchema, async (actor, { query }) => ok(await searchEverything(actor, query)));
