import { checkText } from "@/lib/domain/api/operations";
import { ok } from "@/lib/domain/shared/result";
import { defineRoute } from "@/lib/server/api/define-route";
import { toCheckedText } from "@/lib/server/api/text-body";
import { wrongMethod } from "@/lib/server/api/wrong-method";
import { registersInUse } from "@/lib/server/templates/registers";

export const POST = defineRoute(checkText, async ({ body, caller }) => ok(toCheckedText(body, await registersInUse(), caller.language)));

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
