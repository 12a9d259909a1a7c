import { expect } from "vitest";
import { problemShape, type Problem } from "@/lib/domain/api/problem";

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response> | Response;

export type Wish = {
  readonly key?: string;
  readonly method?: string;
  readonly path?: string;
  readonly params?: Record<string, string>;
  /** Sent as JSON, unless it is a text: that is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};

/** Calls a route the way Next does, in English. */
export async function call(handler: Handler, wish: Wish) {
  const {
    key,
    method = wish.body === undefined ? "GET" : "POST",
    path = "/test",
    // What a built server gives addresses without a variable part.
    params = null,
    body,
    headers = {},
  } = wish;
  const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    ...sent,
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      "Accept-Language": "en",
      ...headers,
    },
  });
  const response = await handler(request, { params: Promise.resolve(params as never) });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : (JSON.parse(text) as unknown),
  };
}

export type Answered = Awaited<ReturnType<typeof call>>;

/** The problem of a refusal, checked against its shape: also that words were found for every code. */
export function problemOf(answered: Answered): Problem {
  expect(answered.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemShape.parse(answered.body);
  expect(problem.status).toBe(answered.status);
  expect(problem.requestId).toBe(answered.headers.get("x-request-id"));
  for (const { code, detail } of [problem, ...problem.errors]) expect(detail, `words of ${code}`).not.toBe(code);
  return problem;
}
