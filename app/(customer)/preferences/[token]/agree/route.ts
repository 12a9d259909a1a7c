import { z } from "zod";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { agreeToOffers } from "@/lib/server/preferences/page-commands";
import { definePublicForm } from "@/lib/server/public-form";

const ticked = z.literal("yes").optional();

/** A yes to the words that were shown, by the channels that were ticked. */
export const POST = definePublicForm("page.agree", {
  perMinute: { address: 120, link: 20 },
  schema: z.object({ wording: z.string().min(1).max(60), sms: ticked, email: ticked }),
  back: ({ token = "" }) => `/preferences/${token}`,
  run: async ({ input: { wording, ...channels }, params: { token = "" }, requestId }) => {
    const named = (["sms", "email"] as const).filter((channel): channel is Channel & keyof typeof channels => channels[channel] === "yes");
    const agreed = await agreeToOffers({ token, requestId }, named, wording);
    return agreed.ok ? `/preferences/${token}?done=agreed` : { problem: agreed.error.code };
  },
});
