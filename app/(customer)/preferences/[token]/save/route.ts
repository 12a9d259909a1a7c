import { postedPreferenceSchema } from "@/lib/domain/customer/preference-form";
import { savePage } from "@/lib/server/preferences/page-commands";
import { definePublicForm } from "@/lib/server/public-form";

/** Everything else that a customer chose. */
export const POST = definePublicForm("page.save", {
  perMinute: { address: 120, link: 20 },
  schema: postedPreferenceSchema,
  back: ({ token = "" }) => `/preferences/${token}`,
  run: async ({ input: { said, lockVersion }, params: { token = "" }, requestId }) => {
    const saved = await savePage({ token, requestId }, said, lockVersion);
    return saved.ok ? `/preferences/${token}?done=saved` : { problem: saved.error.code };
  },
});
