import { z } from "zod";
import { refuseOffers } from "@/lib/server/preferences/page-commands";
import { definePublicForm } from "@/lib/server/public-form";

/** One tap: nothing to fill in, so nothing can be wrong. */
export const POST = definePublicForm("page.refuse", {
  perMinute: { address: 120, link: 20 },
  schema: z.object({}),
  back: ({ token = "" }) => `/preferences/${token}`,
  run: async ({ params: { token = "" }, requestId }) => {
    const refused = await refuseOffers({ token, requestId });
    return refused.ok ? `/preferences/${token}?done=refused` : `/preferences/${token}`;
  },
});
