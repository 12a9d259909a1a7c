import { createMessage } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { defineRoute } from "@/lib/server/api/define-route";
import { refusedRequest, toAccepted, toRequest } from "@/lib/server/api/message-request";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { requestMessage } from "@/lib/server/messages/commands";

export const POST = defineRoute(createMessage, async ({ actor, body, idFor }) => {
  const request = toRequest(body, { id: idFor(0), apiKeyId: actor.id });
  if (!request.ok) return request;
  const sent = await requestMessage(actor, request.value);
  return sent.ok ? ok(toAccepted(sent.value)) : fail(refusedRequest(sent.error, body));
});

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
