import { decide } from "@/lib/domain/api/operations";
import { fail, ok } from "@/lib/domain/shared/result";
import { refusedQuestion, toDecisionMade, toQuestion } from "@/lib/server/api/decision-body";
import { defineRoute } from "@/lib/server/api/define-route";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { tryDecision } from "@/lib/server/decisions/try-decision";

export const POST = defineRoute(decide, async ({ actor, body, caller }) => {
  const tried = await tryDecision(actor, toQuestion(body));
  return tried.ok ? ok(toDecisionMade(tried.value, caller.language)) : fail(refusedQuestion(tried.error));
});

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
