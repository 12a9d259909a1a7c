import { createMessageBatch } from "@/lib/domain/api/operations";
import { ok } from "@/lib/domain/shared/result";
import { defineRoute } from "@/lib/server/api/define-route";
import { sendBatch } from "@/lib/server/api/message-batch";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { requestMessage } from "@/lib/server/messages/commands";

export const POST = defineRoute(createMessageBatch, async ({ actor, body, caller, idFor }) => {
  const originOf = (index: number) => ({ id: idFor(index), apiKeyId: actor.id });
  return ok(await sendBatch(body.messages, originOf, caller, (request) => requestMessage(actor, request)));
});

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
