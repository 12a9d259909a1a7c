import "server-only";
import { problemType, type Problem, type ProblemItem } from "@/lib/domain/api/problem";
import { toPointer } from "@/lib/domain/api/pointer";
import type { Language } from "@/lib/domain/shared/vocabulary";
import type { ApiRefusal, LocatedFault } from "./refusal";
import { apiWords, type ApiWords } from "./words";

/** What every answer needs to know of its request. */
export type Caller = { readonly requestId: string; readonly language: Language };

function headersOf(caller: Caller, contentType: string, extra: Readonly<Record<string, string>> = {}): Headers {
  return new Headers({
    "Content-Type": contentType,
    "Content-Language": caller.language,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Request-Id": caller.requestId,
    ...extra,
  });
}

/** A fault with its words, located the way its part of the request is located. */
export function toItem(fault: LocatedFault, words: ApiWords): ProblemItem {
  const detail = words.error(fault.code, fault.evidence);
  const { code, where, place } = fault;
  if (where === "state") return { code, detail };
  if (where === "body") return { pointer: toPointer(place), code, detail };
  return where === "header" ? { header: place.join("."), code, detail } : { parameter: place.join("."), code, detail };
}

/** A refusal as problem+json (RFC 9457), in the caller's language. */
export function refuse(caller: Caller, refusal: ApiRefusal): Response {
  const words = apiWords(caller.language);
  const problem: Problem = {
    type: problemType(refusal.code),
    title: words.title(refusal.status),
    status: refusal.status,
    detail: words.error(refusal.code, refusal.evidence ?? {}),
    code: refusal.code,
    errors: (refusal.faults ?? []).map((fault) => toItem(fault, words)),
    requestId: caller.requestId,
  };
  return new Response(JSON.stringify(problem), {
    status: refusal.status,
    headers: headersOf(caller, "application/problem+json", refusal.headers),
  });
}

/** A success as JSON. */
export function answer(
  caller: Caller,
  status: number,
  body: unknown,
  extra?: Readonly<Record<string, string>>,
): Response {
  return new Response(JSON.stringify(body), { status, headers: headersOf(caller, "application/json", extra) });
}
