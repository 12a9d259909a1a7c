import { after } from "next/server";
import { z } from "zod";
import { parseMobile } from "@/lib/domain/customer/phone";
import { isDemo } from "@/lib/server/env";
import { startCode } from "@/lib/server/preferences/code-commands";
import { definePublicForm } from "@/lib/server/public-form";

/** A code to a phone. The text is sent after the answer has left: its time must not tell who is a customer. */
export const POST = definePublicForm("page.send", {
  perMinute: { address: 30 },
  schema: z.object({ phone: z.string().trim().min(1, "phone_wrong").max(20, "phone_wrong") }),
  back: () => "/preferences",
  run: async ({ input, requestId }) => {
    const phone = parseMobile(input.phone, { demo: isDemo() });
    if (!phone.ok) return { problem: "phone_wrong" };
    const started = await startCode(phone.value, requestId);
    if (!started) return { problem: "too_many" };
    after(started.deliver);
    return `/preferences/code?for=${started.id}`;
  },
});
