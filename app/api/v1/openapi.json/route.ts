import { openApiDocument } from "@/lib/domain/api/openapi";
import { callerOf } from "@/lib/server/api/caller";
import { answer } from "@/lib/server/api/respond";
import { apiWords } from "@/lib/server/api/words";
import { wrongMethod } from "@/lib/server/api/wrong-method";

export const dynamic = "force-dynamic";

export function GET(request: Request): Response {
  const caller = callerOf(request);
  const words = apiWords(caller.language);
  return answer(
    caller,
    200,
    openApiDocument((key) => words.document(key)),
  );
}

export const POST = wrongMethod("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
