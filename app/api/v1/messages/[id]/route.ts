import { getMessage as operation } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { toMessageBody } from "@/lib/server/api/message-body";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedByState } from "@/lib/server/api/refusal";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { getMessage } from "@/lib/server/messages/get-message";

export const GET = defineRoute(operation, async ({ actor, params }) => {
  const message = await getMessage(actor, params.id);
  return message ? ok(toMessageBody(message)) : fail(refusedByState({ code: "message.not_found" }));
});

export const POST = wrongMethod("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
