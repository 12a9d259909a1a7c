import { z } from "zod";
import { openOther } from "@/lib/server/preferences/page-commands";
import { definePublicForm } from "@/lib/server/public-form";

/** To the page of another customer with the same phone. */
export const POST = definePublicForm("page.other", {
  perMinute: { address: 60, link: 10 },
  schema: z.object({ customer: z.uuid() }),
  back: ({ token = "" }) => `/preferences/${token}`,
  run: async ({ input, params: { token = "" } }) => {
    const other = await openOther(token, input.customer);
    return `/preferences/${other?.token ?? token}`;
  },
});
