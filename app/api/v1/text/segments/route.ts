import { segmentText } from "@/lib/domain/api/operations";
import { defineRoute } from "@/lib/server/api/define-route";
import { toSegments } from "@/lib/server/api/text-body";
import { wrongMethod } from "@/lib/server/api/wrong-method";

export const POST = defineRoute(segmentText, ({ body }) => Promise.resolve(toSegments(body)));

export const GET = wrongMethod("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
