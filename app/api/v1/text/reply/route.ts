import { readReplyText } from "@/lib/domain/api/operations";
import { readReply } from "@/lib/domain/reply/read-reply";
import { ok } from "@/lib/domain/shared/result";
import { defineRoute } from "@/lib/server/api/define-route";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { getSetting } from "@/lib/server/settings/queries";

export const POST = defineRoute(readReplyText, async ({ body }) => {
  const { class: kind, score, because } = readReply(body.text, await getSetting("reply.keywords"));
  return ok({ class: kind, score, because: [...because] });
});

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
