import { z } from "zod";
import { enterCode } from "@/lib/server/preferences/page-commands";
import { definePublicForm } from "@/lib/server/public-form";

/** A code for a page. The way back needs to know which asking it was, so a fault in the code is told by the command's answer. */
export const POST = definePublicForm("page.enter", {
  perMinute: { address: 60 },
  schema: z.object({ for: z.uuid(), code: z.string().max(20).transform((code) => code.normalize("NFKC").replace(/\D/g, "")) }),
  back: () => "/preferences",
  run: async ({ input }) => {
    const link = await enterCode(input.for, input.code);
    return link ? `/preferences/${link.token}` : `/preferences/code?for=${input.for}&problem=code_wrong`;
  },
});
