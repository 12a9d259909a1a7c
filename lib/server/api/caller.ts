import "server-only";
import { randomUUID } from "node:crypto";
import { acceptedLanguage } from "@/lib/domain/api/language";
import type { Caller } from "./respond";

const REQUEST_ID = /^[\w.:-]{8,100}$/;

/** Who to answer and how; a request id that the caller sent is kept, so that both sides' logs agree. */
export function callerOf(request: Request): Caller {
  const sent = request.headers.get("x-request-id") ?? "";
  return {
    requestId: REQUEST_ID.test(sent) ? sent : randomUUID(),
    language: acceptedLanguage(request.headers.get("accept-language")),
  };
}
